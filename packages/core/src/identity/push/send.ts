import { encryptPushMessage } from "@docket/auth/push-encryption";
import type { VapidKey } from "@docket/auth/vapid";
import { vapidAuthorization } from "@docket/auth/vapid";
import { parseRetryAfter } from "@docket/schema/error-status";
import type { Id } from "@docket/schema/id";
import type { Config } from "../../runtime/config.ts";
import { failureReason } from "../../runtime/mail-retry.ts";
import { AddressError } from "../../runtime/outbound.ts";
import type { Runtime } from "../../runtime/runtime.ts";

/** A subscription, as stored. */
export type PushTarget = { sessionId: Id; endpoint: string; p256dh: Uint8Array; auth: Uint8Array };

/** A message to a browser (RFC 8030). */
export type PushMessage = {
  /** What the service worker reads. It is encrypted. */
  text: string;
  /** Time for which the push service keeps the message if the device can't be reached. */
  ttlSeconds: number;
  /** Messages that are not urgent may wait until the device is in use. */
  urgency: "normal" | "high";
  /** Replaces an earlier message with the same topic that has not reached the device. At most 32 characters. */
  topic: string;
};

/**
 * What the push service answered. `sent`: it will deliver the message · `gone`: the subscription has ended, or is for an
 * earlier key of this installation · `later`: it can't accept the message now, or can't be reached · `refused`: it will
 * never accept it.
 */
export type PushOutcome =
  | { kind: "sent" | "gone" }
  | { kind: "later"; reason: string; retryAfterSeconds: number | null }
  | { kind: "refused"; reason: string };

/** Encrypts a message and hands it to the push service of a browser. */
export async function sendPush(
  { outbound, config, clock, log }: Pick<Runtime, "outbound" | "config" | "clock" | "log">,
  key: VapidKey,
  { sessionId, endpoint, p256dh, auth }: PushTarget,
  { text, ttlSeconds, urgency, topic }: PushMessage,
): Promise<PushOutcome> {
  const url = new URL(endpoint);
  const authorization = await vapidAuthorization(key, { endpoint: url, contact: contactOf(config), now: clock() });
  const body = encryptPushMessage(text, { p256dh, auth });
  const headers = {
    authorization,
    "content-type": "application/octet-stream",
    "content-encoding": "aes128gcm",
    ttl: String(ttlSeconds),
    urgency,
    topic,
  };
  try {
    const response = await outbound.post(url, { headers, body });
    const outcome = outcomeOf(response);
    const { status } = response;
    if (outcome.kind === "gone") log.warn({ sessionId, status }, "push subscription ended by the push service");
    return outcome;
  } catch (error) {
    if (error instanceof AddressError) return { kind: "refused", reason: error.message };
    return { kind: "later", reason: failureReason(error), retryAfterSeconds: null };
  }
}

function outcomeOf({ status, retryAfter }: { status: number; retryAfter: string | null }): PushOutcome {
  if (status >= 200 && status < 300) return { kind: "sent" };
  // 401 and 403: the subscription is for another key pair. Its browser has to subscribe again (RFC 8292, section 4.2).
  if ([401, 403, 404, 410].includes(status)) return { kind: "gone" };
  const reason = `status ${status}`;
  if (status === 429 || status >= 500) return { kind: "later", reason, retryAfterSeconds: parseRetryAfter(retryAfter) };
  return { kind: "refused", reason };
}

/** Returns the address under which a push service can reach the operator: that of Docket, or the sender of its emails. */
function contactOf({ appUrls: [appUrl], mailFrom }: Config): string {
  if (appUrl.protocol === "https:") return appUrl.origin;
  const address = /<([^<>]+)>/.exec(mailFrom)?.[1] ?? mailFrom;
  return `mailto:${address.trim()}`;
}
