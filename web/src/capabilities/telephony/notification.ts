/** Tells of a call outside of the page; returns how to take that back. */
export function announceCall(title: string, body: string): () => void {
  const before = document.title;
  document.title = `☎ ${title}`;
  const notice = notify(title, body, 'yingda-call', true);
  return () => {
    document.title = before;
    notice?.close();
  };
}

/** Shows a notice of the browser while the page is out of sight. One with the same tag takes the place of the other. */
export function notify(title: string, body: string, tag: string, stays = false): Notification | undefined {
  if (!('Notification' in window) || Notification.permission !== 'granted' || !document.hidden) return undefined;
  const notice = new Notification(title, { body, tag, requireInteraction: stays });
  notice.onclick = () => window.focus();
  return notice;
}

/** Asks once whether the browser may show notices. */
export function askForNotices(): void {
  if ('Notification' in window && Notification.permission === 'default') void Notification.requestPermission();
}
