import { useEffect, useRef } from 'react';

/** Every shortcut of the program, in the order of the keyboard map. `mod` is Ctrl, or ⌘ on Apple machines. */
export const SHORTCUTS = {
  answer: 'Enter',
  answerAnywhere: 'Alt+A',
  hold: 'Alt+H',
  mute: 'Alt+M',
  keypad: 'Alt+K',
  hangUp: 'Alt+X',
  survey: 'Alt+S',
  finish: 'Ctrl+Enter',
  callBack: 'Alt+C',
  search: 'Ctrl+K',
  desk: 'Alt+1',
  contacts: 'Alt+2',
  customers: 'Alt+3',
  live: 'Alt+4',
  tickets: 'Alt+5',
  promises: 'Alt+6',
  nextRow: 'J',
  previousRow: 'K',
  selectRow: 'X',
  map: '?',
} as const;

export type Shortcut = keyof typeof SHORTCUTS;

const PAGES: Shortcut[] = ['desk', 'contacts', 'customers', 'live', 'tickets', 'promises'];
const AT_DESK: Shortcut[] = [
  'answer',
  'answerAnywhere',
  'hold',
  'mute',
  'keypad',
  'hangUp',
  'survey',
  'finish',
  'callBack',
];

/** The shortcuts that do something for whoever has these pages. */
export function usable(has: (page: string) => boolean): Shortcut[] {
  const all = Object.keys(SHORTCUTS) as Shortcut[];
  return all.filter((one) => (PAGES.includes(one) ? has(one) : !AT_DESK.includes(one) || has('desk')));
}

interface KeyPress {
  key: string;
  code: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

/** Whether a key press is this combination. Letters go by their place on the keyboard: Alt changes what they type. */
export function matches(press: KeyPress, combination: string): boolean {
  const parts = combination.split('+');
  const key = parts.at(-1) ?? '';
  const wanted = { alt: parts.includes('Alt'), control: parts.includes('Ctrl') };
  if (press.altKey !== wanted.alt || (press.ctrlKey || press.metaKey) !== wanted.control) return false;
  if (/^[A-Z]$/.test(key)) return press.code === `Key${key}`;
  if (/^[0-9]$/.test(key)) return press.code === `Digit${key}`;
  return press.key === key;
}

/** Plain keys belong to whoever is typing, or to the control that has the focus. */
function isTaken(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input, textarea, select, button, a, [role="dialog"], [role="combobox"], [role="menu"]') !== null)
  );
}

/** Does something at a shortcut while it is enabled. */
export function useShortcut(shortcut: Shortcut, action: () => void, enabled = true): void {
  const latest = useRef(action);
  latest.current = action;
  useEffect(() => {
    if (!enabled) return;
    const combination: string = SHORTCUTS[shortcut];
    const plain = !combination.includes('+');
    const onKey = (event: KeyboardEvent) => {
      if (event.repeat || event.isComposing || !matches(event, combination)) return;
      if (plain && isTaken(event.target)) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [shortcut, enabled]);
}
