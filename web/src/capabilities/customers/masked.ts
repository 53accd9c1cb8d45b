/** A number as it stands on a screen that others can see: its ends only, as the server masks it. */
export function masked(number: string): string {
  return number.length < 7 ? number : `${number.slice(0, 3)}****${number.slice(-4)}`;
}
