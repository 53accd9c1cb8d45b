import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import './keypad.css';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const NAMES: Record<string, string> = { '*': 'star', '#': 'hash' };

/** The keys of a telephone; while it is shown, those of the keyboard work too. */
export function Keypad({
  id,
  typed,
  onPress,
  compact = false,
}: {
  /** Head of the keys' test names. */
  id: string;
  /** What was pressed so far. */
  typed: string;
  onPress: (key: string) => void;
  compact?: boolean;
}) {
  const { t } = useTranslation();
  const latest = useRef(onPress);
  latest.current = onPress;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || !KEYS.includes(event.key)) return;
      if (event.target instanceof HTMLElement && event.target.closest('input, textarea, [contenteditable="true"]'))
        return;
      latest.current(event.key);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className={compact ? 'keypad-box compact' : 'keypad-box'}>
      <output className="keys-typed num" aria-label={t('phone.typed')}>
        {typed || '\u00a0'}
      </output>
      <fieldset className="keypad" aria-label={t('phone.keypad')}>
        {KEYS.map((key) => (
          <button key={key} type="button" onClick={() => onPress(key)} data-testid={`${id}-${NAMES[key] ?? key}`}>
            {key}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

/** What is shown of the keys pressed: the newest ones. */
export function appended(typed: string, key: string): string {
  return (typed + key).slice(-16);
}
