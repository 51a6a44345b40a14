import type { PushBrowser } from "./push-browser.ts";

/** What the settings say about push notifications in this browser. `offline`: the server can't be asked. */
type PushState = "on" | "off" | "offline" | Exclude<PushBrowser["support"], "supported">;

/** A query: its data, and whether it waits for a connection. */
type Query<T> = { data: T | undefined; isPaused: boolean };

/**
 * Returns the state of push notifications in this browser. A subscription for an earlier key of the installation counts
 * as off, because push services refuse messages to it.
 *
 * @param devices the viewer's devices
 * @param key the public key of the installation; null if it is not needed, because this browser has no subscription that
 *   the server knows
 * @returns undefined while it is not known
 */
export function pushState(
  browser: PushBrowser | undefined,
  devices: Query<unknown>,
  key: Query<{ publicKey: string }> | null,
): PushState | undefined {
  if (browser === undefined) return undefined;
  if (browser.support !== "supported") return browser.support;
  if ([devices, key].some((query) => query?.data === undefined && query?.isPaused)) return "offline";
  if (devices.data === undefined) return undefined;
  if (key === null || browser.subscription === null) return "off";
  if (key.data === undefined) return undefined;
  const { publicKey } = browser.subscription;
  return publicKey === null || publicKey === key.data.publicKey ? "on" : "off";
}
