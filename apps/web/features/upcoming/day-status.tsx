"use client";

import { createContext, useContext } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { TaskGroup } from "../../entities/view/task-group.ts";
import type { TaskListInput } from "../../replica/task-list.ts";
import { useTaskLists } from "../../replica/use-task-lists.ts";
import type { LoadedList } from "../../replica/use-task-lists.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";

const LoadedMonths = createContext<ReadonlyMap<TaskListInput, LoadedList>>(new Map());

/** Provides the lists of the months to `DayStatus`, so that not every day has to observe the list of its month. */
export function LoadedMonthsProvider({ groups, children }: { groups: readonly TaskGroup[]; children: ReactNode }) {
  const inputs = [...new Set(groups.flatMap(({ list, partOf }) => (partOf ? [list] : [])))];
  const lists = useTaskLists(inputs);
  const months = new Map(lists.flatMap((list, index) => (inputs[index] ? [[inputs[index], list] as const] : [])));
  // The lists are new objects in every render.
  // oxlint-disable-next-line react/jsx-no-constructed-context-values
  return <LoadedMonths value={months}>{children}</LoadedMonths>;
}

/** Says in the heading of a day that its tasks are not loaded. Without it, the day would look empty. */
export function DayStatus({ group }: { group: TaskGroup }) {
  const t = useTranslations("general");
  const errorMessage = useErrorMessage();
  const month = useContext(LoadedMonths).get(group.list);
  if (!month || group.partOf?.(month).status !== "pending") return null;
  if (month.status === "pending") return <span className="skeleton shrink-0 text-xs text-muted">{t("loading")}</span>;
  return (
    <span className="flex min-w-0 gap-2 text-xs text-danger">
      <span className="truncate">{errorMessage(month.error)}</span>
      <button type="button" className="shrink-0 font-medium underline" onClick={month.retry}>
        {t("tryAgain")}
      </button>
    </span>
  );
}
