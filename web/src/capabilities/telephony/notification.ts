/** Tells of a call outside of the page; returns how to take that back. */
export function announceCall(title: string, body: string): () => void {
  const before = document.title;
  document.title = `☎ ${title}`;
  let notice: Notification | undefined;
  if ('Notification' in window && Notification.permission === 'granted' && document.hidden) {
    notice = new Notification(title, { body, tag: 'yingda-call', requireInteraction: true });
    notice.onclick = () => window.focus();
  }
  return () => {
    document.title = before;
    notice?.close();
  };
}

/** Asks once whether the browser may show notices. */
export function askForNotices(): void {
  if ('Notification' in window && Notification.permission === 'default') void Notification.requestPermission();
}
