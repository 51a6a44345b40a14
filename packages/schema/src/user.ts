import { z } from "zod";
import { Email } from "./account.ts";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { InstanceRole } from "./role.ts";
import { text } from "./text.ts";
import { Timestamp } from "./timestamp.ts";

/** An account as an administrator of the instance sees it, without any user content. */
export const User = z.object({
  id: Id,
  email: z.string().nullable(),
  name: z.string(),
  role: InstanceRole,
  status: z.enum(["active", "suspended", "deleted"]),
  isVerified: z.boolean(),
  createdAt: Timestamp,
  /** The last time that any of the user's browsers was seen. */
  lastSeenAt: Timestamp.nullable(),
});
export type User = z.infer<typeof User>;

export const ListUsers = PageInput.extend({
  /** Part of a name or an email address. */
  query: text({ max: 100, lines: "one" }).default(""),
  status: z.enum(["active", "suspended", "deleted"]).optional(),
});
export type ListUsers = z.infer<typeof ListUsers>;
export const UserPage = page(User);

/** The purpose of an invitation link: a registration, an account on this instance, or membership in a workspace. */
const PendingKind = z.enum(["registration", "account", "workspace"]);
export type PendingKind = z.infer<typeof PendingKind>;

/** A person who has been sent a link to create an account but has not used it yet. */
export const PendingPerson = z.object({
  email: z.string(),
  kind: PendingKind,
  createdAt: Timestamp,
  expiresAt: Timestamp,
});
export type PendingPerson = z.infer<typeof PendingPerson>;

export const ListPendingPeople = PageInput.extend({
  /** Part of the email address. */
  query: text({ max: 100, lines: "one" }).default(""),
});
export type ListPendingPeople = z.infer<typeof ListPendingPeople>;
export const PendingPersonPage = page(PendingPerson);

/** Input for revoking all links of this kind that were sent to the address. */
export const RevokePending = z.strictObject({ email: Email, kind: PendingKind });
export type RevokePending = z.infer<typeof RevokePending>;

/** Input for inviting a person to the instance. The new account gets the role `user`. */
export const InviteUser = z.strictObject({ email: Email });
export type InviteUser = z.infer<typeof InviteUser>;

/** A single-use link. It is returned to the administrator, who may have to pass it on. */
export const CreatedLink = z.object({ link: z.string(), expiresAt: Timestamp });
export type CreatedLink = z.infer<typeof CreatedLink>;

export const UserRef = z.strictObject({ id: Id });
export type UserRef = z.infer<typeof UserRef>;

export const SetUserRole = z.strictObject({ id: Id, role: InstanceRole });
export type SetUserRole = z.infer<typeof SetUserRole>;
