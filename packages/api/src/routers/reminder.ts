import { createReminder, deleteReminder, updateReminder } from "@docket/core/commands/reminder/mutations";
import { listPendingReminders, listReminders } from "@docket/core/entities/reminder/queries";
import {
  CreateReminder,
  ListPendingReminders,
  ListReminders,
  PendingReminders,
  Reminder,
  ReminderCommand,
  ReminderPage,
  UpdateReminder,
} from "@docket/schema/reminder";
import type { ProcedureMeta } from "../meta.ts";
import { protectedProcedure, router } from "../procedure.ts";

const read: ProcedureMeta = { auth: "user", scope: "tasks:read", rate: "read" };
const write: ProcedureMeta = { auth: "user", scope: "tasks:write", rate: "write" };

export const reminderRouter = router({
  list: protectedProcedure
    .meta(read)
    .input(ListReminders)
    .output(ReminderPage)
    .query(({ ctx, input }) => listReminders(ctx.use, input)),
  listPending: protectedProcedure
    .meta(read)
    .input(ListPendingReminders)
    .output(PendingReminders)
    .query(({ ctx, input }) => listPendingReminders(ctx.use, input)),
  create: protectedProcedure
    .meta(write)
    .input(CreateReminder)
    .output(Reminder)
    .mutation(({ ctx, input }) => createReminder(ctx.use, input)),
  update: protectedProcedure
    .meta(write)
    .input(UpdateReminder)
    .output(Reminder)
    .mutation(({ ctx, input }) => updateReminder(ctx.use, input)),
  delete: protectedProcedure
    .meta(write)
    .input(ReminderCommand)
    .output(Reminder)
    .mutation(({ ctx, input }) => deleteReminder(ctx.use, input)),
});
