// Shows push notifications, and keeps what is needed to open pages without a connection: an empty page for workspaces,
// another one for all other addresses, and the files of the build. Pages with a user's data, API responses and
// notifications are never kept.
const OFFLINE = "/offline";
const WORKSPACE = "/offline-workspace";
const FILES = "/offline-files.json";
/** What a proxy answers while the server is restarted, and the server while it can't reach its database. */
const UNREACHABLE = new Set([502, 503, 504]);
const CACHE_PREFIX = "docket-offline-";

self.addEventListener("install", () => {
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  // Tabs that were loaded before this worker was installed.
  event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.mode === "navigate") event.respondWith(getPage(event.request, pathname));
  else if (origin === self.location.origin && pathname.startsWith("/_next/static/"))
    event.respondWith(getFile(event.request));
  // The next person in this browser must not see them.
  if (pathname.includes("/session.signOut")) event.waitUntil(closeNotifications());
});

// A page that has loaded sends its language. Not on installation, because pages wait for it to show push notifications.
self.addEventListener("message", (event) => {
  if (typeof event.data?.keepFor === "string") event.waitUntil(keepFiles(event.data.keepFor).catch(() => undefined));
});

self.addEventListener("push", (event) => {
  // A message without content is not from Docket.
  if (event.data) event.waitUntil(showNotification(event.data.json()));
});

// The push service has ended the subscription or replaced it. Most browsers never send this event.
self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(renewSubscription(event.newSubscription));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openPage(event.notification.data.path));
});

/** Shows a notification. A later one with the same tag replaces it. */
function showNotification({ title, body, lang, tag, path }) {
  return self.registration.showNotification(title, { body, lang, tag, icon: "/icon-192.png", data: { path } });
}

/**
 * Tells the server the new address of this browser. If that fails, the settings do it when they are opened.
 *
 * @param renewed the new subscription, if the browser has already created it
 */
async function renewSubscription(renewed) {
  const subscription = renewed ?? (await subscribe());
  const { endpoint, keys } = subscription.toJSON();
  const input = { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } };
  const { status } = await callApi("push.renew", input);
  // Push notifications are off in this session, for example since another person has signed in.
  if (status === 404) await subscription.unsubscribe();
}

async function subscribe() {
  const response = await callApi("push.getKey");
  if (!response.ok) throw new Error(`The key of the installation can't be read: ${response.status}`);
  const { result } = await response.json();
  const options = { userVisibleOnly: true, applicationServerKey: result.data.publicKey };
  return self.registration.pushManager.subscribe(options);
}

/** Calls the API as the person who is signed in, and renews the session if it is necessary. A query has no input. */
async function callApi(path, input) {
  const call = () => (input === undefined ? fetch(`/api/trpc/${path}`) : postJson(path, input));
  const response = await call();
  if (response.status !== 401) return response;
  await postJson("session.refresh", {});
  return call();
}

function postJson(path, input) {
  const headers = { "content-type": "application/json" };
  return fetch(`/api/trpc/${path}`, { method: "POST", headers, body: JSON.stringify(input) });
}

async function closeNotifications() {
  for (const notification of await self.registration.getNotifications()) notification.close();
}

/** Opens a page in an open tab, without reloading the app, or in a new tab. */
async function openPage(path) {
  // Tabs that were loaded before this worker was installed, or with a forced reload, are not controlled by it.
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = tabs.filter(({ url }) => new URL(url).pathname.startsWith("/w/"));
  const tab = open.find(({ focused }) => focused) ?? open[0];
  if (tab === undefined) {
    const { origin, href } = new URL(path, self.location.origin);
    return self.clients.openWindow(origin === self.location.origin ? href : "/");
  }
  await tab.focus().catch(() => undefined);
  for (let attempt = 0; attempt < 40; attempt += 1) if (await tellTab(tab, path)) return;
}

/** Tells a tab to open a page. Returns whether it has answered: a tab that is still loading can't. */
function tellTab(tab, openPath) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(true);
    setTimeout(() => resolve(false), 250);
    tab.postMessage({ openPath }, [port2]);
  });
}

/**
 * Keeps the files of the server's build, and the pages in a language, unless they are kept already. Older builds are
 * removed.
 */
async function keepFiles(language) {
  const { build, files } = await (await fetch(FILES, { cache: "no-store" })).json();
  const name = `${CACHE_PREFIX}${build}-${language}`;
  const cache = await caches.open(name);
  // It is put last, so that everything is kept if it is.
  if (await cache.match(WORKSPACE)) return;
  await cache.addAll(files);
  for (const page of [OFFLINE, WORKSPACE]) await cache.put(page, await fetchPage(page, language));
  for (const other of await caches.keys()) if (other !== name) await caches.delete(other);
}

/** Fetches a page without cookies, so that it contains no user's data. */
async function fetchPage(page, language) {
  const headers = { "accept-language": language };
  const response = await fetch(page, { cache: "no-store", credentials: "omit", headers });
  if (!response.ok) throw new Error(`${page} can't be kept: ${response.status}`);
  return response;
}

async function getFile(request) {
  return (await caches.match(request)) ?? fetch(request);
}

/** Returns the page of the server or, if it can't be reached, the kept one. */
async function getPage(request, pathname) {
  const isWorkspace = pathname === "/" || pathname.startsWith("/w/");
  const findKept = () => caches.match(isWorkspace ? WORKSPACE : OFFLINE);
  try {
    const response = await fetch(request);
    // The page of a proxy says nothing that helps, and the work can go on.
    const kept = isWorkspace && UNREACHABLE.has(response.status) ? await findKept() : undefined;
    return kept ? await withNewNonce(kept) : response;
  } catch (error) {
    const kept = await findKept();
    if (kept) return withNewNonce(kept);
    throw error;
  }
}

/** Returns a kept page with a new nonce, as the server does for each response. */
async function withNewNonce(page) {
  const policy = page.headers.get("content-security-policy") ?? "";
  const [, nonce] = /'nonce-([^']+)'/.exec(policy) ?? [];
  if (nonce === undefined) return page;
  const renewed = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const headers = new Headers(page.headers);
  headers.set("content-security-policy", policy.replaceAll(nonce, renewed));
  return new Response((await page.text()).replaceAll(nonce, renewed), { status: page.status, headers });
}
