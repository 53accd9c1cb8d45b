/** A number as it stands on a screen that others can see: its ends only, as the server masks it. */
export function masked(number: string): string {
  if (number.includes('*')) return number;
  const [digits = '', extension] = number.split('-');
  const short = digits.length < 7 ? digits : `${digits.slice(0, 3)}****${digits.slice(-4)}`;
  return extension ? `${short}-${extension}` : short;
}
