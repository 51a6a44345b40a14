import { z } from "zod";
import { CommandInput } from "./command-input.ts";
import { Id } from "./id.ts";
import { MAX_PAGE_SIZE, PageInput, page } from "./page.ts";
import { TaskStatus } from "./task-value.ts";
import { Timestamp } from "./timestamp.ts";
import { When } from "./when.ts";

/** The kinds of notifications. */
export const NOTIFICATION_KINDS = [
  "reminder",
  "assigned",
  "commented",
  "mentioned",
  "invited",
  "role_changed",
] as const;
export const NotificationKind = z.enum(NOTIFICATION_KINDS);
export type NotificationKind = z.infer<typeof NotificationKind>;

/** Maximum length of a comment's excerpt, in characters. */
export const EXCERPT_LENGTH = 200;

/**
 * A notification, with what the reader can see now: names and texts are not part of it but read for each response.
 * Notifications about something that the reader can no longer see are not returned.
 */
export const Notification = z.object({
  workspaceId: Id,
  id: Id,
  kind: NotificationKind,
  /** The person who caused it. Null for reminders, and if the reader can't see the person. */
  actor: z.object({ id: Id, name: z.string() }).nullable(),
  task: z
    .object({
      id: Id,
      title: z.string(),
      /** The project's key and the task's number, e.g. HOME-12. */
      reference: z.string(),
      status: TaskStatus,
      start: When.nullable(),
      due: When.nullable(),
    })
    .nullable(),
  /** The comment, with the beginning of its text. */
  comment: z.object({ id: Id, excerpt: z.string() }).nullable(),
  /** The project, also that of the task. Null if the notification is about the workspace. */
  project: z.object({ id: Id, name: z.string(), color: z.string() }).nullable(),
  /** The reader's present role in the project or workspace, for `invited` and `role_changed`. */
  role: z.string().nullable(),
  createdAt: Timestamp,
  /** The time by which notifications are sorted: that of the creation, or of the end of the last snooze. */
  shownAt: Timestamp,
  readAt: Timestamp.nullable(),
});
export type Notification = z.infer<typeof Notification>;

/** Input for listing the caller's notifications, the newest first. `all` begins with those that are unread. */
export const ListNotifications = PageInput.extend({ workspaceId: Id, show: z.enum(["unread", "all"]).default("all") });
export type ListNotifications = z.infer<typeof ListNotifications>;
export const NotificationPage = page(Notification);

export const CountNotifications = z.strictObject({ workspaceId: Id });
export type CountNotifications = z.infer<typeof CountNotifications>;

/** Number of unread notifications above which they are no longer counted. */
export const MAX_UNREAD_COUNT = 1_000;

export const NotificationCount = z.object({ unread: z.int() });
export type NotificationCount = z.infer<typeof NotificationCount>;

const Ids = z.array(Id).min(1).max(MAX_PAGE_SIZE);

/** Input for marking notifications as read: the given ones, or all that were shown up to a time. */
export const MarkNotificationsRead = CommandInput.extend({ ids: Ids.optional(), through: Timestamp.optional() }).refine(
  ({ ids, through }) => (ids === undefined) !== (through === undefined),
  { message: "give ids or through, not both", path: ["ids"] },
);
export type MarkNotificationsRead = z.infer<typeof MarkNotificationsRead>;

export const MarkNotificationsUnread = CommandInput.extend({ ids: Ids });
export type MarkNotificationsUnread = z.infer<typeof MarkNotificationsUnread>;

/** Input for hiding notifications until a time, at which they are shown again as new. Null shows them now. */
export const SnoozeNotifications = CommandInput.extend({ ids: Ids, until: Timestamp.nullable() });
export type SnoozeNotifications = z.infer<typeof SnoozeNotifications>;
