import { Prisma } from "@docket/db/generated/client";
import { message } from "@docket/schema/message";
import type { SetPreference } from "@docket/schema/preference";
import { REMINDER_SETTINGS_KEY } from "@docket/schema/reminder-settings";
import type { PersonCtx, Tx } from "../../runtime/ctx.ts";
import { DomainError } from "../../runtime/error.ts";
import { recomputeRemindersOf } from "../reminder-instant.ts";

const MAX_PREFERENCES = 200;

/**
 * Stores a preference for the caller, or deletes it if the value is null. The last write wins. The caller's
 * reminders follow their settings.
 *
 * @throws DomainError `conflict` if the caller would have more than 200 preferences
 */
export async function setPreference(ctx: PersonCtx, input: SetPreference): Promise<void> {
  if (input.key !== REMINDER_SETTINGS_KEY) return writePreference(ctx, ctx.db, input);
  await ctx.db.$transaction(async (tx) => {
    await writePreference(ctx, tx, input);
    await recomputeRemindersOf(tx, ctx.actor.userId);
  });
}

async function writePreference(ctx: PersonCtx, tx: Tx, { key, value }: SetPreference): Promise<void> {
  const { userId } = ctx.actor;
  if (value === null) {
    await tx.preference.deleteMany({ where: { userId, key } });
    return;
  }
  const written = await tx.$executeRaw(Prisma.sql`
    INSERT INTO preference (user_id, key, value, updated_at)
    SELECT ${userId}::uuid, ${key}, ${JSON.stringify(value)}::jsonb, ${ctx.now()}
    WHERE (SELECT count(*) FROM preference WHERE user_id = ${userId}::uuid AND key <> ${key}) < ${MAX_PREFERENCES}
    ON CONFLICT (user_id, key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`);
  if (written === 0) throw new DomainError("conflict", message`At most ${MAX_PREFERENCES} settings can be stored.`);
}
