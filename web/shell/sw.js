// Keeps the built interface in the browser, so that a worker's page opens without network. It knows nothing of the API:
// no answer of the centre is ever kept or given from here.

/** Written in when the interface is built: what the worker's pages are made of, and a name for just this build. */
const FILES = __FILES__;
const CACHE = 'yingda-shell-__BUILD__';
/** A network that has not answered by then is as good as none. */
const PATIENCE_MS = 4000;
/** What the server answers itself; everything else is a page of the interface. */
const SERVERS_OWN = /^\/(api|sip|healthz|readyz|metrics)(\/|$)/;

async function fill() {
  const cache = await caches.open(CACHE);
  // Files with a hash in their names never change; the first page does.
  await cache.addAll(FILES.map((file) => new Request(file, { cache: file.includes('-') ? 'default' : 'no-cache' })));
  await self.skipWaiting();
}

async function takeOver() {
  for (const name of await caches.keys()) {
    if (name.startsWith('yingda-shell-') && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
}

function later() {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
}

/** A page: from the server; from here where the server cannot be reached. */
async function page(request) {
  const asked = fetch(request);
  const answer = await Promise.race([asked.catch(() => undefined), later()]);
  if (answer && answer.status < 500) return answer;
  const cache = await caches.open(CACHE);
  return (await cache.match('/')) ?? asked;
}

/** A file of this build: from here. */
async function file(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request)) ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(fill()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || SERVERS_OWN.test(pathname)) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (FILES.includes(pathname)) event.respondWith(file(request));
});
