/**
 * The line (from 1) that a fault means: `… line 12` names it, otherwise the last part of the path that is found as
 * a key after the parts before it.
 */
export function faultLine(text: string, field: string): number | undefined {
  const named = /(?:^|[.\s])line (\d+)/.exec(field);
  if (named?.[1]) return Number(named[1]);
  let at = -1;
  for (const part of field.replaceAll(/\[(\d+)\]/g, '.$1').split('.')) {
    const next = text.indexOf(`"${part}":`, at + 1);
    if (next >= 0) at = next;
  }
  return at < 0 ? undefined : text.slice(0, at).split('\n').length;
}
