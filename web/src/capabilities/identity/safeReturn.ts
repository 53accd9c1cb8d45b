/** Where to go after sign-in: only to a page of our own, never to another site. */
export function safeReturn(back: string | null): string {
  return back && /^\/(?![/\\])/.test(back) && !back.startsWith('/sign-in') ? back : '/';
}
