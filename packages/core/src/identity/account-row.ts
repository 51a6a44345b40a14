import { Clock, DateOrder } from "@docket/schema/account";
import type { Account } from "@docket/schema/account";
import type { FormatSettings } from "@docket/schema/format-locale";
import { InstanceRole } from "@docket/schema/role";
import { DomainError } from "../runtime/error.ts";

/** The columns that determine how dates and times are written for an account. */
export const formatSelect = { locale: true, clock: true, dateOrder: true } as const;

/** The columns of an account that its owner can see. */
export const accountSelect = {
  id: true,
  email: true,
  name: true,
  role: true,
  ...formatSelect,
  timeZone: true,
  weekStart: true,
  emailVerifiedAt: true,
  createdAt: true,
} as const;

export type FormatRow = { locale: string; clock: string | null; dateOrder: string | null };

type AccountRow = FormatRow & {
  id: string;
  email: string | null;
  name: string;
  role: string;
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
    ...toFormatSettings(row),
    email,
    role: InstanceRole.parse(role),
    isVerified: emailVerifiedAt !== null,
    createdAt: createdAt.toISOString(),
  };
}

/** Returns how dates and times are written for an account. */
export function toFormatSettings({ locale, clock, dateOrder }: FormatRow): FormatSettings {
  return { locale, clock: Clock.nullable().parse(clock), dateOrder: DateOrder.nullable().parse(dateOrder) };
}
