import { expect, test } from "vitest";
import type { PushBrowser } from "./push-browser.ts";
import { pushState } from "./push-state.ts";

const input = { endpoint: "https://push.invalid/1", keys: { p256dh: "", auth: "" } };
const subscribed: PushBrowser = { support: "supported", subscription: { publicKey: "key", input } };
const loaded = <T>(data: T) => ({ data, isPaused: false });
const loading = { data: undefined, isPaused: false };
const waiting = { data: undefined, isPaused: true };
const devices = loaded([]);

test("is on if the browser and the server have a subscription for the present key", () => {
  expect(pushState(subscribed, devices, loaded({ publicKey: "key" }))).toBe("on");
  const untold: PushBrowser = { ...subscribed, subscription: { publicKey: null, input } };
  expect(pushState(untold, devices, loaded({ publicKey: "key" }))).toBe("on");
});

test("is off without a subscription, if the server doesn't know it, and if it is for an earlier key", () => {
  expect(pushState({ ...subscribed, subscription: null }, devices, null)).toBe("off");
  expect(pushState(subscribed, devices, null)).toBe("off");
  expect(pushState(subscribed, devices, loaded({ publicKey: "another" }))).toBe("off");
});

test("is unknown while something is loaded, and offline while that waits for a connection", () => {
  expect(pushState(undefined, devices, null)).toBeUndefined();
  expect(pushState(subscribed, loading, null)).toBeUndefined();
  expect(pushState(subscribed, devices, loading)).toBeUndefined();
  expect(pushState(subscribed, waiting, null)).toBe("offline");
  expect(pushState(subscribed, devices, waiting)).toBe("offline");
  expect(pushState(subscribed, { ...devices, isPaused: true }, loaded({ publicKey: "key" }))).toBe("on");
});

test.each(["unsupported", "insecure", "blocked", "unavailable"] as const)(
  "is %s also without a connection",
  (support) => {
    expect(pushState({ support, subscription: null }, waiting, null)).toBe(support);
  },
);
