import { detachOccurrences } from "@docket/core/commands/task/detach";
import { duplicateTask } from "@docket/core/commands/task/duplicate";
import { moveTasks } from "@docket/core/commands/task/move";
import { createTask, createTasks, updateTask, updateTasks } from "@docket/core/commands/task/mutations";
import { skipOccurrences } from "@docket/core/commands/task/skip";
import { cancelTasks, completeTasks, reopenTasks } from "@docket/core/commands/task/status";
import { purgeTasks, restoreTasks, trashTasks } from "@docket/core/commands/task/trash";
import { countTasks } from "@docket/core/entities/task/count";
import { getTaskAtPosition, listTasks } from "@docket/core/entities/task/list";
import { reportTasks } from "@docket/core/entities/task/report";
import { tallyTasks } from "@docket/core/entities/task/tally";
import { ReportTasks, TaskReport } from "@docket/schema/report";
import {
  CountTasks,
  CreateTask,
  CreateTasks,
  DuplicateTask,
  ListTasks,
  MoveTasks,
  SetTaskStatus,
  TallyTasks,
  Task,
  TaskAtPosition,
  TaskCounts,
  TaskPage,
  TaskRef,
  TaskTally,
  Tasks,
  TasksCommand,
  UpdateTask,
  UpdateTasks,
} from "@docket/schema/task";
import type { ProcedureMeta } from "../meta.ts";
import { protectedProcedure, router } from "../procedure.ts";

const read: ProcedureMeta = { auth: "user", scope: "tasks:read", rate: "read" };
const write: ProcedureMeta = { auth: "user", scope: "tasks:write", rate: "write" };

export const taskRouter = router({
  get: protectedProcedure
    .meta(read)
    .input(TaskRef)
    .output(TaskAtPosition)
    .query(({ ctx, input }) => getTaskAtPosition(ctx.use, input)),
  list: protectedProcedure
    .meta(read)
    .input(ListTasks)
    .output(TaskPage)
    .query(({ ctx, input }) => listTasks(ctx.use, input)),
  count: protectedProcedure
    .meta(read)
    .input(CountTasks)
    .output(TaskCounts)
    .query(({ ctx, input }) => countTasks(ctx.use, input)),
  tally: protectedProcedure
    .meta(read)
    .input(TallyTasks)
    .output(TaskTally)
    .query(({ ctx, input }) => tallyTasks(ctx.use, input)),
  report: protectedProcedure
    .meta(read)
    .input(ReportTasks)
    .output(TaskReport)
    .query(({ ctx, input }) => reportTasks(ctx.use, input)),
  create: protectedProcedure
    .meta(write)
    .input(CreateTask)
    .output(Task)
    .mutation(({ ctx, input }) => createTask(ctx.use, input)),
  createMany: protectedProcedure
    .meta(write)
    .input(CreateTasks)
    .output(Tasks)
    .mutation(({ ctx, input }) => createTasks(ctx.use, input)),
  update: protectedProcedure
    .meta(write)
    .input(UpdateTask)
    .output(Task)
    .mutation(({ ctx, input }) => updateTask(ctx.use, input)),
  updateMany: protectedProcedure
    .meta(write)
    .input(UpdateTasks)
    .output(Tasks)
    .mutation(({ ctx, input }) => updateTasks(ctx.use, input)),
  move: protectedProcedure
    .meta(write)
    .input(MoveTasks)
    .output(Tasks)
    .mutation(({ ctx, input }) => moveTasks(ctx.use, input)),
  complete: protectedProcedure
    .meta(write)
    .input(SetTaskStatus)
    .output(Tasks)
    .mutation(({ ctx, input }) => completeTasks(ctx.use, input)),
  reopen: protectedProcedure
    .meta(write)
    .input(SetTaskStatus)
    .output(Tasks)
    .mutation(({ ctx, input }) => reopenTasks(ctx.use, input)),
  cancel: protectedProcedure
    .meta(write)
    .input(SetTaskStatus)
    .output(Tasks)
    .mutation(({ ctx, input }) => cancelTasks(ctx.use, input)),
  skip: protectedProcedure
    .meta(write)
    .input(TasksCommand)
    .output(Tasks)
    .mutation(({ ctx, input }) => skipOccurrences(ctx.use, input)),
  detach: protectedProcedure
    .meta(write)
    .input(TasksCommand)
    .output(Tasks)
    .mutation(({ ctx, input }) => detachOccurrences(ctx.use, input)),
  duplicate: protectedProcedure
    .meta(write)
    .input(DuplicateTask)
    .output(Task)
    .mutation(({ ctx, input }) => duplicateTask(ctx.use, input)),
  trash: protectedProcedure
    .meta(write)
    .input(TasksCommand)
    .output(Tasks)
    .mutation(({ ctx, input }) => trashTasks(ctx.use, input)),
  restore: protectedProcedure
    .meta(write)
    .input(TasksCommand)
    .output(Tasks)
    .mutation(({ ctx, input }) => restoreTasks(ctx.use, input)),
  purge: protectedProcedure
    .meta(write)
    .input(TasksCommand)
    .output(Tasks)
    .mutation(({ ctx, input }) => purgeTasks(ctx.use, input)),
});
