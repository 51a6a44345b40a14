"use client";

import type { TaskSummary } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { sentenceFor } from "../../trpc/refusal.ts";
import { useNotice } from "../../ui/notice.tsx";
import { openTasksKey } from "./task-pages.ts";
import type { TaskPages } from "./task-pages.ts";

type Change = {
  /** What the list shows until the server has answered. */
  guess: (tasks: TaskSummary[]) => TaskSummary[];
  send: (commandId: string) => Promise<unknown>;
  /** Said when it is done, with a way back. */
  done?: string;
};

/** Where a moved task shall stand. */
export type Destination = {
  projectId?: string;
  sectionId?: string | null;
  parentId?: string | null;
  after?: string | null;
  before?: string;
};

/**
 * What one can do with the tasks of a project. The list shows the outcome at once; a refusal puts it back and says why; what
 * is done can be undone from the message about it.
 */
export function useTaskActions(workspaceId: string, projectId: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const notice = useNotice();

  const refresh = useCallback(
    () =>
      Promise.all([
        queryClient.invalidateQueries(trpc.task.pathFilter()),
        queryClient.invalidateQueries(trpc.section.pathFilter()),
      ]),
    [queryClient, trpc],
  );

  const undo = useCallback(
    async (commandId: string) => {
      await client.command.undo.mutate({ workspaceId, commandId: uuidv7(), undo: commandId }).then(
        () => notice({ text: "Undone.", tone: "plain" }),
        (error: unknown) => notice({ text: sentenceFor(error), tone: "danger" }),
      );
      await refresh();
    },
    [client, notice, refresh, workspaceId],
  );

  const run = useCallback(
    async ({ guess, send, done }: Change): Promise<boolean> => {
      const queryKey = openTasksKey(workspaceId, projectId);
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData<TaskPages>(queryKey);
      queryClient.setQueryData<TaskPages>(queryKey, (pages) => pages && withTasks(pages, guess));
      const commandId = uuidv7();
      try {
        await send(commandId);
      } catch (error) {
        queryClient.setQueryData(queryKey, before);
        notice({ text: sentenceFor(error), tone: "danger" });
        return false;
      } finally {
        void refresh();
      }
      if (done !== undefined)
        notice({ text: done, tone: "plain", action: { label: "Undo", run: () => void undo(commandId) } });
      return true;
    },
    [notice, projectId, queryClient, refresh, undo, workspaceId],
  );

  return useMemo(
    () => ({
      undo,
      create: (title: string, place: { sectionId: string | null; parentId?: string | null }) =>
        run({
          guess: (tasks) => tasks,
          send: (commandId) =>
            client.task.create.mutate({ workspaceId, commandId, id: uuidv7(), projectId, title, ...place }),
        }),
      rename: (task: TaskSummary, title: string) =>
        run({
          guess: (tasks) => tasks.map((other) => (other.id === task.id ? { ...other, title } : other)),
          send: (commandId) =>
            client.task.update.mutate({
              workspaceId,
              commandId,
              id: task.id,
              baseVersion: task.version,
              set: { title },
            }),
          done: "Renamed.",
        }),
      complete: (task: TaskSummary) =>
        run({
          guess: (tasks) => without(tasks, task.id),
          send: (commandId) => client.task.complete.mutate({ workspaceId, commandId, ids: [task.id] }),
          done: `Completed “${task.title}”.`,
        }),
      trash: (task: TaskSummary) =>
        run({
          guess: (tasks) => without(tasks, task.id),
          send: (commandId) => client.task.trash.mutate({ workspaceId, commandId, ids: [task.id] }),
          done: `Deleted “${task.title}”.`,
        }),
      move: (task: TaskSummary, to: Destination) =>
        run({
          guess: (tasks) =>
            to.projectId !== undefined && to.projectId !== projectId ? without(tasks, task.id) : tasks,
          send: (commandId) => client.task.move.mutate({ workspaceId, commandId, ids: [task.id], ...to }),
          done: `Moved “${task.title}”.`,
        }),
    }),
    [client, projectId, run, undo, workspaceId],
  );
}

export type TaskActions = ReturnType<typeof useTaskActions>;

function withTasks(pages: TaskPages, change: (tasks: TaskSummary[]) => TaskSummary[]): TaskPages {
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: change(page.items) })) };
}

/** The tasks without one of them and all below it. */
function without(tasks: TaskSummary[], id: string): TaskSummary[] {
  const gone = new Set([id]);
  for (let size = 0; size !== gone.size;) {
    size = gone.size;
    for (const task of tasks) if (task.parentId !== null && gone.has(task.parentId)) gone.add(task.id);
  }
  return tasks.filter((task) => !gone.has(task.id));
}
