import { z } from "zod";
import { CommandInput } from "./command-input.ts";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { OffsetMinutes } from "./reminder-settings.ts";
import { Timestamp } from "./timestamp.ts";
import { When } from "./when.ts";

/** The date from which a reminder is counted. An `absolute` reminder has a date of its own. */
const Basis = z.enum(["absolute", "start", "due"]);

/** A reminder of a task. Only the person to whom it belongs can see it. */
export const Reminder = z.object({
  workspaceId: Id,
  id: Id,
  taskId: Id,
  userId: Id,
  basis: Basis,
  /** Minutes before the start or due date. Null for an absolute reminder. */
  offsetMinutes: z.int().nullable(),
  /** The date of an absolute reminder. Null for any other. */
  when: When.nullable(),
  /** When the reminder is due, see `reminderInstant`. Null while the task lacks the date. */
  at: Timestamp.nullable(),
  /** When it was delivered or, if its time had already passed when it was set, when it was set. */
  firedAt: Timestamp.nullable(),
  version: z.int(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  deletedAt: Timestamp.nullable(),
});
export type Reminder = z.infer<typeof Reminder>;

/** When a reminder is due: some minutes before the start or due date, or at a date of its own. */
export const ReminderTime = z.discriminatedUnion("basis", [
  z.strictObject({ basis: z.enum(["start", "due"]), offsetMinutes: OffsetMinutes }),
  z.strictObject({ basis: z.literal("absolute"), when: When }),
]);
export type ReminderTime = z.infer<typeof ReminderTime>;

/** A reminder that is created together with its task. */
export const NewReminder = z.strictObject({ id: Id, time: ReminderTime });
export type NewReminder = z.infer<typeof NewReminder>;

export const CreateReminder = CommandInput.extend({ id: Id, taskId: Id, time: ReminderTime });
export type CreateReminder = z.infer<typeof CreateReminder>;

export const UpdateReminder = CommandInput.extend({ id: Id, time: ReminderTime });
export type UpdateReminder = z.infer<typeof UpdateReminder>;

export const ReminderCommand = CommandInput.extend({ id: Id });
export type ReminderCommand = z.infer<typeof ReminderCommand>;

/** Input for listing the caller's reminders of a task or, without a task, those that are still to come. */
export const ListReminders = PageInput.extend({ workspaceId: Id, taskId: Id.optional() });
export type ListReminders = z.infer<typeof ListReminders>;
export const ReminderPage = page(Reminder);

/** Maximum number of reminders in {@link PendingReminders}. */
export const MAX_PENDING_REMINDERS = 1_000;

export const ListPendingReminders = z.strictObject({ workspaceId: Id });
export type ListPendingReminders = z.infer<typeof ListPendingReminders>;

/** The caller's reminders of open tasks that have a time and are still to come, the next ones first. */
export const PendingReminders = z.object({
  items: z.array(z.object({ id: Id, taskId: Id })).max(MAX_PENDING_REMINDERS),
});
export type PendingReminders = z.infer<typeof PendingReminders>;
