import type { Id } from "@docket/schema/id";
import { bestLocale } from "@docket/schema/locale";
import type { Locale } from "@docket/schema/locale";
import type { Tx } from "../runtime/ctx.ts";

/**
 * Returns an account's language. For text written outside the owner's own requests, for example by background jobs.
 */
export async function localeOfAccount(db: Tx, id: Id): Promise<Locale> {
  const { locale } = await db.userAccount.findUniqueOrThrow({ where: { id }, select: { locale: true } });
  return bestLocale([locale]);
}
