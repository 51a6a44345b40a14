import type { Account } from "@docket/schema/account";
import type { PersonCtx } from "../../runtime/ctx.ts";
import { accountSelect, toAccount } from "../account-row.ts";

/** Returns the caller's own account. */
export async function getAccount({ db, actor }: PersonCtx): Promise<Account> {
  return toAccount(await db.userAccount.findUniqueOrThrow({ where: { id: actor.userId }, select: accountSelect }));
}
