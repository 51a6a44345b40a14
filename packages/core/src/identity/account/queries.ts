import type { Account, DateSettings } from "@docket/schema/account";
import type { Ctx, PersonCtx } from "../../runtime/ctx.ts";
import { accountSelect, formatSelect, toAccount, toFormatSettings } from "../account-row.ts";

/** Returns the caller's own account. */
export async function getAccount({ db, actor }: PersonCtx): Promise<Account> {
  return toAccount(await db.userAccount.findUniqueOrThrow({ where: { id: actor.userId }, select: accountSelect }));
}

/** Returns the caller's settings for dates. For a token, they are those of its owner. */
export async function getDateSettings({ db, actor }: Ctx): Promise<DateSettings> {
  const row = await db.userAccount.findUniqueOrThrow({
    where: { id: actor.userId },
    select: { ...formatSelect, timeZone: true, weekStart: true },
  });
  return { ...row, ...toFormatSettings(row) };
}
