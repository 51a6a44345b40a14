import { openSealed, seal } from "@docket/auth/seal";
import { Id } from "@docket/schema/id";
import { NotificationKind } from "@docket/schema/notification";
import { NOTIFICATION_SETTINGS_KEY, notificationSettings } from "@docket/schema/notification-settings";
import { UNSUBSCRIBE_PATH } from "@docket/schema/unsubscribe";
import { z } from "zod";
import { invalid } from "../../runtime/error.ts";
import type { DomainError } from "../../runtime/error.ts";
import type { Runtime } from "../../runtime/runtime.ts";

/** What a link ends: emails of one kind, or the daily email. */
const Subject = z.union([NotificationKind, z.literal("digest")]);
export type UnsubscribeSubject = z.infer<typeof Subject>;

const Content = z.tuple([Id, Subject]);
const CONTEXT = "unsubscribe";

/**
 * Returns the link that ends emails of a kind for a person. It contains both in sealed form, so it works without signing
 * in, can't be changed to concern someone else, and works as long as its data key is kept.
 */
export function unsubscribeLink({ config, keys }: Runtime, userId: Id, subject: UnsubscribeSubject): string {
  const sealed = seal(keys.seal, JSON.stringify([userId, subject]), CONTEXT);
  const link = new URL(UNSUBSCRIBE_PATH, config.appUrls[0]);
  link.searchParams.set("token", Buffer.from(sealed).toString("base64url"));
  return link.href;
}

/**
 * Returns what an unsubscribe link ends.
 *
 * @throws DomainError `invalid` for a link that Docket did not create, or with a key that is gone
 */
export function openUnsubscribeToken({ keys }: Runtime, token: string): { userId: Id; subject: UnsubscribeSubject } {
  try {
    const sealed = new Uint8Array(Buffer.from(token.slice(0, 1_000), "base64url"));
    const [userId, subject] = Content.parse(JSON.parse(openSealed(keys.seal, sealed, CONTEXT)));
    return { userId, subject };
  } catch {
    throw wrongToken();
  }
}

function wrongToken(): DomainError {
  return invalid("token", "This link is invalid or has expired. Ask for a new one.", "link");
}

/** Ends the emails that an unsubscribe link is for. Repeating it changes nothing. */
export async function unsubscribe(runtime: Runtime, token: string): Promise<void> {
  const { userId, subject } = openUnsubscribeToken(runtime, token);
  await runtime.db.$transaction(async (tx) => {
    // A deleted account has no settings.
    const account = await tx.$queryRaw<unknown[]>`
      SELECT id FROM user_account WHERE id = ${userId}::uuid AND status <> 'deleted' FOR NO KEY UPDATE`;
    if (account.length === 0) return;
    const key = { userId_key: { userId, key: NOTIFICATION_SETTINGS_KEY } };
    const row = await tx.preference.findUnique({ where: key });
    const settings = notificationSettings(row?.value);
    for (const [kind, channels] of Object.entries(settings.kinds)) {
      if (subject === "digest" ? channels.email === "daily" : subject === kind) channels.email = "off";
    }
    const set = { value: settings, updatedAt: runtime.clock() };
    await tx.preference.upsert({
      where: key,
      create: { userId, key: NOTIFICATION_SETTINGS_KEY, ...set },
      update: set,
    });
  });
}
