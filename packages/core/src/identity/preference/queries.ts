import type { PreferenceList } from "@docket/schema/preference";
import { Preference } from "@docket/schema/preference";
import type { PersonCtx } from "../../runtime/ctx.ts";

/** Returns all preferences of the caller, at most 200. */
export async function listPreferences({ db, actor }: PersonCtx): Promise<PreferenceList> {
  const rows = await db.preference.findMany({ where: { userId: actor.userId }, orderBy: { key: "asc" } });
  const items = rows.map(({ key, value, updatedAt }) =>
    Preference.parse({ key, value, updatedAt: updatedAt.toISOString() }),
  );
  return { items };
}
