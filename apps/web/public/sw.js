// Shows push notifications, and caches the page that is shown without a connection. Tasks, API responses and
// notifications are never stored.
const CACHE = "docket-offline-1";
const OFFLINE = "/offline";

self.addEventListener("install", (event) => {
  event.waitUntil(keepOfflinePage());
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers());
});

self.addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate") event.respondWith(pageOrOffline(event.request));
  // The next person in this browser must not see them.
  if (new URL(event.request.url).pathname.includes("/session.signOut")) event.waitUntil(closeNotifications());
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

/** Caches the offline page with its styles inlined, because they cannot be fetched without a connection. */
async function keepOfflinePage() {
  const response = await fetch(OFFLINE, { cache: "no-store", credentials: "omit" });
  const page = await response.text();
  const sheets = [...page.matchAll(/<link rel="stylesheet" href="([^"]+)"[^>]*>/g)];
  let plain = page.replaceAll(/<script\b[^>]*>[^]*?<\/script>/g, "");
  for (const [tag, href] of sheets) {
    const text = await (await fetch(href)).text();
    plain = plain.replace(tag, () => `<style>${text}</style>`);
  }
  const cache = await caches.open(CACHE);
  await cache.put(OFFLINE, new Response(plain, { headers: { "content-type": "text/html; charset=utf-8" } }));
}

async function forgetOthers() {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
}

async function pageOrOffline(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(OFFLINE);
    if (kept) return kept;
    throw error;
  }
}
