"use client";

import type { ListedTask } from "@docket/schema/task";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useEntityLists } from "../../entities/workspace/use-entities.ts";

/**
 * Icons for a task that repeats, and for one of which the viewer has a reminder that is still to come. Their names are
 * only read by screen readers.
 */
export function TaskMarks({ task: { id, recurrence }, className }: { task: ListedTask; className: string }) {
  const t = useTranslations("task");
  const reminders = useQuery(useEntityLists().reminders).data?.items;
  const marks = [recurrence && "repeats", reminders?.some(({ taskId }) => taskId === id) && "reminder"] as const;
  return marks.map(
    (mark) =>
      mark && (
        <span key={mark} className={`task-mark-${mark} ${className}`}>
          {t(mark)}
        </span>
      ),
  );
}
