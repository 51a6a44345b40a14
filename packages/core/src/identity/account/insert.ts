import type { Email } from "@docket/schema/account";
import { foldEmail } from "@docket/schema/account";
import { weekStartOf } from "@docket/schema/format-locale";
import type { Id } from "@docket/schema/id";
import type { InstanceRole } from "@docket/schema/role";
import { uuidv7 } from "@docket/schema/uuid";
import type { Tx } from "../../runtime/ctx.ts";

export type NewAccount = {
  email: Email;
  name: string;
  passwordHash: string;
  role: InstanceRole;
  locale: string;
  timeZone: string;
  isVerified: boolean;
  at: Date;
};

/**
 * Inserts a new account and returns its id.
 *
 * @throws a unique violation if the address already has an account, which is left unchanged
 */
export async function insertAccount(tx: Tx, { email, isVerified, at, ...account }: NewAccount): Promise<Id> {
  const id = uuidv7();
  await tx.userAccount.create({
    data: {
      ...account,
      weekStart: weekStartOf(account.locale),
      id,
      email,
      emailFolded: foldEmail(email),
      emailVerifiedAt: isVerified ? at : null,
      createdAt: at,
      updatedAt: at,
    },
  });
  return id;
}
