import { z } from "zod";
import { Id } from "./id.ts";
import { Timestamp } from "./timestamp.ts";

/** Maximum number of a person's devices with push notifications. */
export const MAX_PUSH_DEVICES = 20;

/** The public key of the installation, which a browser needs to subscribe. */
export const PushKey = z.object({ publicKey: z.string() });
export type PushKey = z.infer<typeof PushKey>;

/** Bytes in base64url, without padding, as in `PushSubscription.toJSON()`. */
const Bytes = (length: number) => z.base64url().length(Math.ceil((length * 4) / 3));

/**
 * The address of a browser at its push service, as browsers write it: an absolute https URL in normalised form. Its
 * length is limited because it is unique in the database.
 */
const Endpoint = z
  .string()
  .max(1_000)
  .regex(/^https:\/\/[!-~]+$/, "is not an address on the internet")
  .refine((text) => URL.canParse(text) && new URL(text).href === text && !text.includes("#"), {
    error: "is not an address on the internet",
  });

/**
 * Input for turning on push notifications in the browser that makes the call: its push subscription (W3C Push API). It
 * replaces an earlier one of this browser. The same input replaces it after the browser has got another address.
 */
export const AddPushSubscription = z.strictObject({
  endpoint: Endpoint,
  keys: z.strictObject({ p256dh: Bytes(65), auth: Bytes(16) }),
});
export type AddPushSubscription = z.infer<typeof AddPushSubscription>;

/** A browser with push notifications. It is one of the person's sessions. */
export const PushDevice = z.object({
  /** The id of the session. */
  id: Id,
  /** Whether this is the browser that made the call. */
  isCurrent: z.boolean(),
  /** The name and the `User-Agent` of the session. */
  label: z.string(),
  userAgent: z.string(),
  createdAt: Timestamp,
  /** When a notification was last sent to it. */
  lastUsedAt: Timestamp.nullable(),
});
export type PushDevice = z.infer<typeof PushDevice>;

export const PushDevices = z.object({
  items: z.array(PushDevice),
  /** The address of the browser that made the call. It is stale if the push service has assigned another one. */
  endpoint: z.string().nullable(),
});
export type PushDevices = z.infer<typeof PushDevices>;

export const PushDeviceRef = z.strictObject({ id: Id });
export type PushDeviceRef = z.infer<typeof PushDeviceRef>;

/**
 * The result of a test notification. `gone`: the browser has ended its subscription, which is now removed. `failed`: the
 * push service did not accept the notification, or can't be reached.
 */
export const PushTest = z.object({ outcome: z.enum(["sent", "gone", "failed"]) });
export type PushTest = z.infer<typeof PushTest>;
