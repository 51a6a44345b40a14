import {
  markNotificationsRead,
  markNotificationsUnread,
  snoozeNotifications,
} from "@docket/core/workflows/notification/mutations";
import { countNotifications, listNotifications } from "@docket/core/workflows/notification/queries";
import {
  CountNotifications,
  ListNotifications,
  MarkNotificationsRead,
  MarkNotificationsUnread,
  NotificationCount,
  NotificationPage,
  SnoozeNotifications,
} from "@docket/schema/notification";
import type { ProcedureMeta } from "../meta.ts";
import { protectedProcedure, router } from "../procedure.ts";

const read: ProcedureMeta = { auth: "verified", scope: null, rate: "read" };
const write: ProcedureMeta = { auth: "verified", scope: null, rate: "write" };

export const notificationRouter = router({
  list: protectedProcedure
    .meta(read)
    .input(ListNotifications)
    .output(NotificationPage)
    .query(({ ctx, input }) => listNotifications(ctx.use, input)),
  count: protectedProcedure
    .meta(read)
    .input(CountNotifications)
    .output(NotificationCount)
    .query(({ ctx, input }) => countNotifications(ctx.use, input)),
  markRead: protectedProcedure
    .meta(write)
    .input(MarkNotificationsRead)
    .output(NotificationCount)
    .mutation(({ ctx, input }) => markNotificationsRead(ctx.use, input)),
  markUnread: protectedProcedure
    .meta(write)
    .input(MarkNotificationsUnread)
    .output(NotificationCount)
    .mutation(({ ctx, input }) => markNotificationsUnread(ctx.use, input)),
  snooze: protectedProcedure
    .meta(write)
    .input(SnoozeNotifications)
    .output(NotificationCount)
    .mutation(({ ctx, input }) => snoozeNotifications(ctx.use, input)),
});
