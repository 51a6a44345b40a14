import { Prisma } from "@docket/db/generated/client";
import { message } from "@docket/schema/message";
import type { SetPreference } from "@docket/schema/preference";
import type { PersonCtx } from "../../runtime/ctx.ts";
import { DomainError } from "../../runtime/error.ts";

const MAX_PREFERENCES = 200;

/**
 * Stores a preference for the caller, or deletes it if the value is null. The last write wins.
 *
 * @throws DomainError `conflict` if the caller would have more than 200 preferences
 */
export async function setPreference(ctx: PersonCtx, { key, value }: SetPreference): Promise<void> {
  const { userId } = ctx.actor;
  if (value === null) {
    await ctx.db.preference.deleteMany({ where: { userId, key } });
    return;
  }
  const written = await ctx.db.$executeRaw(Prisma.sql`
    INSERT INTO preference (user_id, key, value, updated_at)
    SELECT ${userId}::uuid, ${key}, ${JSON.stringify(value)}::jsonb, ${ctx.now()}
    WHERE (SELECT count(*) FROM preference WHERE user_id = ${userId}::uuid AND key <> ${key}) < ${MAX_PREFERENCES}
    ON CONFLICT (user_id, key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`);
  if (written === 0) throw new DomainError("conflict", message`At most ${MAX_PREFERENCES} settings can be stored.`);
}
