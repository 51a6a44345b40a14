import { z } from "zod";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { Timestamp } from "./timestamp.ts";

export const Registration = z.enum(["closed", "open"]);
export type Registration = z.infer<typeof Registration>;

/** Information about the instance that is visible before signing in. */
export const InstanceStatus = z.object({
  registration: Registration,
  isMailSent: z.boolean(),
  /** Number of days during which deleted items can be restored. */
  trashDays: z.int().positive(),
});
export type InstanceStatus = z.infer<typeof InstanceStatus>;

export const UpdateInstance = z.strictObject({ registration: Registration });
export type UpdateInstance = z.infer<typeof UpdateInstance>;

/** An email that is waiting to be sent or, if there is no mail server, to be passed on by an administrator. */
export const PendingMail = z.object({
  id: Id,
  kind: z.string(),
  userId: Id.nullable(),
  recipient: z.string(),
  createdAt: Timestamp,
  expiresAt: Timestamp,
  attempts: z.int(),
  lastError: z.string().nullable(),
  /**
   * Whether the caller can open the email. Only owners can open emails to people whose role is not lower than their
   * own.
   */
  canOpen: z.boolean(),
});
export type PendingMail = z.infer<typeof PendingMail>;

export const ListPendingMails = PageInput;
export type ListPendingMails = z.infer<typeof ListPendingMails>;
export const PendingMailPage = page(PendingMail);

export const MailRef = z.strictObject({ id: Id });
export type MailRef = z.infer<typeof MailRef>;

export const OpenedMail = z.object({ id: Id, recipient: z.string(), subject: z.string(), text: z.string() });
export type OpenedMail = z.infer<typeof OpenedMail>;
