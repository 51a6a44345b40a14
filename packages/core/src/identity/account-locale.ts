import type { Id } from "@docket/schema/id";
import { bestLocale } from "@docket/schema/locale";
import type { Locale } from "@docket/schema/locale";
import type { Tx } from "../runtime/ctx.ts";

/** Returns the language of an account, for a text that is written while its owner makes no request. */
export async function localeOfAccount(db: Tx, id: Id): Promise<Locale> {
  const { locale } = await db.userAccount.findUniqueOrThrow({ where: { id }, select: { locale: true } });
  return bestLocale([locale]);
}
