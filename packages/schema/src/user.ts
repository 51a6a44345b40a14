import { z } from "zod";
import { Email } from "./account.ts";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { InstanceRole } from "./role.ts";
import { text } from "./text.ts";
import { Timestamp } from "./timestamp.ts";

/** An account, as an administrator of the installation sees it: nothing of what the person works on. */
export const User = z.object({
  id: Id,
  email: z.string().nullable(),
  name: z.string(),
  role: InstanceRole,
  status: z.enum(["active", "suspended", "deleted"]),
  isVerified: z.boolean(),
  createdAt: Timestamp,
  /** When one of their browsers was last seen. */
  lastSeenAt: Timestamp.nullable(),
});
export type User = z.infer<typeof User>;

export const ListUsers = PageInput.extend({
  /** Part of a name or an address. */
  query: text({ max: 100, lines: "one" }).default(""),
  status: z.enum(["active", "suspended", "deleted"]).optional(),
});
export type ListUsers = z.infer<typeof ListUsers>;
export const UserPage = page(User);

/** What a link to an account is for: a registration of one's own, an account here, or a place in some workspace. */
const PendingKind = z.enum(["registration", "account", "workspace"]);
export type PendingKind = z.infer<typeof PendingKind>;

/** Somebody who has been sent a link to make an account and has not used it yet. */
export const PendingPerson = z.object({
  email: z.string(),
  kind: PendingKind,
  createdAt: Timestamp,
  expiresAt: Timestamp,
});
export type PendingPerson = z.infer<typeof PendingPerson>;

export const ListPendingPeople = PageInput.extend({
  /** Part of the address. */
  query: text({ max: 100, lines: "one" }).default(""),
});
export type ListPendingPeople = z.infer<typeof ListPendingPeople>;
export const PendingPersonPage = page(PendingPerson);

/** All links of this kind that were sent to the address. */
export const RevokePending = z.strictObject({ email: Email, kind: PendingKind });
export type RevokePending = z.infer<typeof RevokePending>;

/** Whoever is invited begins as an ordinary user. */
export const InviteUser = z.strictObject({ email: Email });
export type InviteUser = z.infer<typeof InviteUser>;

/** A link that works once, told to the administrator because it may have to be handed over. */
export const LinkMade = z.object({ link: z.string(), expiresAt: Timestamp });
export type LinkMade = z.infer<typeof LinkMade>;

export const UserRef = z.strictObject({ id: Id });
export type UserRef = z.infer<typeof UserRef>;

export const SetUserRole = z.strictObject({ id: Id, role: InstanceRole });
export type SetUserRole = z.infer<typeof SetUserRole>;
