/** Milliseconds by which the server's clock is ahead of this machine's; learnt from live answers. */
let ahead = 0;

/** Learns the server's time. Small differences are the network's, not the clock's. */
export function learnServerTime(at: string, now: number = Date.now()): void {
  const difference = Date.parse(at) - now;
  ahead = Math.abs(difference) > 2000 ? difference : 0;
}

/** Now by the server's clock, in milliseconds. */
export function serverNow(): number {
  return Date.now() + ahead;
}
