/** Whether every word of what was typed begins a word of the text, or stands in it (Chinese has no blanks). */
export function found(typed: string, ...texts: string[]): boolean {
  const text = texts.join(' ').toLowerCase();
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => text.includes(word));
}

/** The digits of what may be a telephone number, at least four; `undefined` for anything else. */
export function numberOf(typed: string): string | undefined {
  const digits = typed.replace(/[\s()-]/g, '');
  return /^\+?\d{4,}$/.test(digits) ? digits : undefined;
}
