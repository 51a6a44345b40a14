"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import type { LoadedList } from "../../replica/use-task-lists.ts";
import { Button } from "../../ui/button.tsx";
import { CalendarTask } from "./calendar-task.tsx";

type UndatedListProps = {
  lists: readonly LoadedList[];
  isOpen: boolean;
  onToggle: () => void;
  actions: TaskActions;
};

/** The tasks without a due date, next to the calendar. They can be dragged onto a day. */
export function UndatedList({ lists, isOpen, onToggle, actions }: UndatedListProps) {
  const t = useTranslations("calendar");
  const common = useTranslations("general");
  const tasks = lists.flatMap((list) => list.tasks);
  const more = lists.find(({ hasMore }) => hasMore);
  return (
    <aside
      aria-label={t("undated")}
      data-day=""
      className={`flex min-h-0 shrink-0 flex-col phone:mt-4 ${isOpen ? "sm:w-64" : ""}`}
    >
      <h2>
        <button
          type="button"
          aria-expanded={isOpen}
          className="flex min-h-8 items-center gap-1 rounded-md px-1.5 font-medium hover:bg-hover pointer-coarse:min-h-11"
          onClick={onToggle}
        >
          <ChevronRight aria-hidden className={`size-4 text-muted ${isOpen ? "rotate-90" : "rtl:rotate-180"}`} />
          {t("undated")}
          <span className="ps-1 font-normal text-muted tabular-nums">
            {tasks.length}
            {more ? "+" : ""}
          </span>
        </button>
      </h2>
      {isOpen && (
        <>
          <p className="px-1.5 pb-2 text-xs text-muted">{t(tasks.length > 0 ? "undatedHint" : "nothingUndated")}</p>
          <ul className="relative flex min-h-0 flex-col gap-1 overflow-y-auto p-0.5">
            {tasks.map((task) => (
              <li key={task.id}>
                <CalendarTask task={task} actions={actions} hasCheckbox />
              </li>
            ))}
            {more && (
              <li>
                <Button disabled={more.isLoadingMore} onClick={more.loadMore}>
                  {common("showMore")}
                </Button>
              </li>
            )}
          </ul>
        </>
      )}
    </aside>
  );
}
