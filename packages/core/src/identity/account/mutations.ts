import type { Account, UpdateAccount } from "@docket/schema/account";
import type { PersonCtx } from "../../runtime/ctx.ts";
import { accountSelect, toAccount } from "../account-row.ts";
import { recomputeRemindersOf } from "../reminder-instant.ts";

/** Updates the given fields of the caller's account. Their reminders follow their time zone. */
export async function updateAccount(ctx: PersonCtx, set: UpdateAccount): Promise<Account> {
  const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
  const { userId } = ctx.actor;
  return ctx.db.$transaction(async (tx) => {
    const row = await tx.userAccount.update({
      where: { id: userId },
      data: { ...given, updatedAt: ctx.now() },
      select: accountSelect,
    });
    if (set.timeZone !== undefined) await recomputeRemindersOf(tx, userId);
    return toAccount(row);
  });
}
