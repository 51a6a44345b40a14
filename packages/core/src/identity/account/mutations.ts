import type { Account, UpdateAccount } from "@docket/schema/account";
import type { PersonCtx } from "../../runtime/ctx.ts";
import { accountSelect, toAccount } from "../account-row.ts";

/** Updates the given fields of the caller's account. */
export async function updateAccount(ctx: PersonCtx, set: UpdateAccount): Promise<Account> {
  const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
  const row = await ctx.db.userAccount.update({
    where: { id: ctx.actor.userId },
    data: { ...given, updatedAt: ctx.now() },
    select: accountSelect,
  });
  return toAccount(row);
}
