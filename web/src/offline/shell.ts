let asked = false;

/** Lets the browser keep the built interface, so that the page opens again without network. */
export function keepShell(): void {
  // Browsers allow it on safe origins only; what is being developed is never kept.
  if (asked || !import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  asked = true;
  navigator.serviceWorker.register('/sw.js').catch(() => {
    asked = false;
  });
}
