/**
 * What this browser can do. `unsupported`: it has no push notifications · `insecure`: only over HTTPS · `blocked`: the
 * viewer does not allow them.
 */
type PushSupport = "unsupported" | "insecure" | "blocked" | "supported";

/** Returns what this browser can do, and whether it has a subscription. Asks the viewer nothing. */
export async function readPushBrowser(): Promise<{ support: PushSupport; isSubscribed: boolean }> {
  const support = pushSupport();
  if (support !== "supported") return { support, isSubscribed: false };
  const { pushManager } = await navigator.serviceWorker.ready;
  return { support, isSubscribed: (await pushManager.getSubscription()) !== null };
}

function pushSupport(): PushSupport {
  if (!window.isSecureContext) return "insecure";
  const hasPush = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  if (!hasPush) return "unsupported";
  return Notification.permission === "denied" ? "blocked" : "supported";
}

/**
 * Subscribes this browser to push notifications. An earlier subscription is ended, because it may be for another key.
 *
 * @param publicKey the public key of the installation in base64url
 * @throws DOMException if the push service can't be reached
 */
export async function subscribeToPush(publicKey: string) {
  const { pushManager } = await navigator.serviceWorker.ready;
  await (await pushManager.getSubscription())?.unsubscribe();
  const text = atob(publicKey.replaceAll("-", "+").replaceAll("_", "/"));
  const applicationServerKey = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  const { endpoint = "", keys } = subscription.toJSON();
  return { endpoint, keys: { p256dh: keys?.["p256dh"] ?? "", auth: keys?.["auth"] ?? "" } };
}

/** Ends the subscription of this browser. */
export async function unsubscribeFromPush(): Promise<void> {
  const { pushManager } = await navigator.serviceWorker.ready;
  await (await pushManager.getSubscription())?.unsubscribe();
}
