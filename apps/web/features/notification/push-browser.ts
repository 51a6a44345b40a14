import type { AddPushSubscription } from "@docket/schema/push";

/** Time in which the service worker has to start, in milliseconds. */
const START_MS = 10_000;

/**
 * What this browser can do. `unsupported`: it has no push notifications · `insecure`: only over HTTPS · `blocked`: the
 * viewer does not allow them · `unavailable`: its service worker has not started.
 */
type PushSupport = "unsupported" | "insecure" | "blocked" | "unavailable" | "supported";

/** What is known about this browser. */
export type PushBrowser = {
  support: PushSupport;
  /** The subscription of this browser. Its key is that of the installation; null if the browser does not tell it. */
  subscription: { publicKey: string | null; input: AddPushSubscription } | null;
};

/** Returns what this browser can do, and its subscription. Asks the viewer nothing. */
export async function readPushBrowser(): Promise<PushBrowser> {
  const support = pushSupport();
  if (support !== "supported") return { support, subscription: null };
  const registration = await startedWorker();
  if (registration === null) return { support: "unavailable", subscription: null };
  const subscription = await registration.pushManager.getSubscription();
  if (subscription === null) return { support, subscription };
  const publicKey = encodeKey(subscription.options.applicationServerKey);
  return { support, subscription: { publicKey, input: inputOf(subscription) } };
}

function pushSupport(): PushSupport {
  if (!window.isSecureContext) return "insecure";
  const hasPush = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  if (!hasPush) return "unsupported";
  return Notification.permission === "denied" ? "blocked" : "supported";
}

/** Returns the registration of the service worker, or null if it does not start. `ready` waits forever then. */
function startedWorker(): Promise<ServiceWorkerRegistration | null> {
  const timeout = new Promise<null>((resolve) => setTimeout(() => resolve(null), START_MS));
  return Promise.race([navigator.serviceWorker.ready, timeout]);
}

function encodeKey(key: ArrayBuffer | null): string | null {
  if (key === null) return null;
  const text = btoa(String.fromCharCode(...new Uint8Array(key)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function decodeKey(publicKey: string): Uint8Array<ArrayBuffer> {
  const text = atob(publicKey.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/**
 * Subscribes this browser to push notifications. An earlier subscription is ended, because it may be for another key.
 *
 * @param publicKey the public key of the installation in base64url
 * @throws DOMException if the push service can't be reached
 */
export async function subscribeToPush(publicKey: string): Promise<AddPushSubscription> {
  const { pushManager } = await navigator.serviceWorker.ready;
  await (await pushManager.getSubscription())?.unsubscribe();
  const subscription = await pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: decodeKey(publicKey),
  });
  return inputOf(subscription);
}

function inputOf(subscription: PushSubscription): AddPushSubscription {
  const { endpoint = "", keys } = subscription.toJSON();
  return { endpoint, keys: { p256dh: keys?.["p256dh"] ?? "", auth: keys?.["auth"] ?? "" } };
}

/** Ends the subscription of this browser. */
export async function unsubscribeFromPush(): Promise<void> {
  const { pushManager } = await navigator.serviceWorker.ready;
  await (await pushManager.getSubscription())?.unsubscribe();
}
