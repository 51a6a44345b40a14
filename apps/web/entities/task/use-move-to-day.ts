"use client";

import type { Day } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { MAX_BULK_TASKS } from "@docket/schema/task-limit";
import { useTranslations } from "use-intl";
import { useReplica } from "../../replica/replica-provider.tsx";
import { useUndoToast } from "../workspace/use-undo-toast.ts";
import { formatDay } from "./format.ts";
import { useReader } from "./use-format-when.ts";

/**
 * Returns a function that moves tasks to a day. They keep their times. It is one command for up to 500 tasks, and undone
 * as a whole.
 */
export function useMoveToDay(): (tasks: readonly ListedTask[], day: Day) => void {
  const replica = useReplica();
  const done = useUndoToast();
  const reader = useReader();
  const t = useTranslations("task.did");
  return (tasks, day) => {
    const commandIds: string[] = [];
    for (let start = 0; start < tasks.length; start += MAX_BULK_TASKS) {
      const ids = tasks.slice(start, start + MAX_BULK_TASKS).map(({ id }) => id);
      const dueOn = { day, timeZone: reader.timeZone };
      commandIds.push(replica.write("task.updateMany", { ids, set: {}, dueOn }));
    }
    const when = formatDay(day, reader);
    done(t("dated", { count: tasks.length, title: tasks[0]?.title ?? "", when }), ...commandIds);
  };
}
