/** Which rows of a long table are drawn: those in view and a margin. */
export function visibleRows(total: number, scrollTop: number, height: number, rowHeight: number, margin = 12) {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - margin);
  const last = Math.min(total, Math.ceil((scrollTop + height) / rowHeight) + margin);
  return { first: Math.min(first, total), last, above: first * rowHeight, below: (total - last) * rowHeight };
}
