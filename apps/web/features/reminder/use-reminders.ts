"use client";

import type { Reminder, ReminderTime } from "@docket/schema/reminder";
import type { ListedTask } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useUndoToast } from "../../entities/workspace/use-undo-toast.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useReplica } from "../../replica/replica-provider.tsx";
import { useTRPC } from "../../trpc/react.ts";

/** Returns the viewer's reminders of a task; undefined until they have been loaded. */
export function useReminders(taskId: string): Reminder[] | undefined {
  const { id: workspaceId } = useWorkspace();
  return useQuery(useTRPC().reminder.list.queryOptions({ workspaceId, taskId })).data?.items;
}

/** Returns functions that add and delete reminders. Both can be undone. */
export function useReminderActions() {
  const replica = useReplica();
  const done = useUndoToast();
  const t = useTranslations("notification.reminders");
  return {
    add: ({ id: taskId }: ListedTask, time: ReminderTime) =>
      done(t("added"), replica.write("reminder.create", { id: uuidv7(), taskId, time })),
    remove: ({ id }: Reminder) => done(t("deleted"), replica.write("reminder.delete", { id })),
  };
}
