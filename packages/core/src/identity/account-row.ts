import type { Account } from "@docket/schema/account";
import { InstanceRole } from "@docket/schema/role";
import { DomainError } from "../runtime/error.ts";

/** The columns of an account that its owner can see. */
export const accountSelect = {
  id: true,
  email: true,
  name: true,
  role: true,
  locale: true,
  timeZone: true,
  weekStart: true,
  emailVerifiedAt: true,
  createdAt: true,
} as const;

type AccountRow = {
  id: string;
  email: string | null;
  name: string;
  role: string;
  locale: string;
  timeZone: string;
  weekStart: number;
  emailVerifiedAt: Date | null;
  createdAt: Date;
};

/**
 * Converts a row to the account as its owner sees it.
 *
 * @throws DomainError `unauthorized` for a deleted account
 */
export function toAccount({ email, role, emailVerifiedAt, createdAt, ...row }: AccountRow): Account {
  if (email === null) throw new DomainError("unauthorized", "Please sign in.");
  return {
    ...row,
    email,
    role: InstanceRole.parse(role),
    isVerified: emailVerifiedAt !== null,
    createdAt: createdAt.toISOString(),
  };
}
