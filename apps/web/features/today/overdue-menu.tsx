"use client";

import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { TaskGroup } from "../../entities/view/task-group.ts";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import { useTaskLists } from "../../replica/use-task-lists.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { useNotice } from "../../ui/notice.tsx";

/** Returns the button that reschedules all overdue tasks, for the heading of their group. */
export function overdueMenu(group: TaskGroup): ReactNode {
  return group.key === "overdue" && <RescheduleOverdue group={group} />;
}

/** Button in the heading of the overdue tasks that moves all of them to another day, including those not loaded yet. */
function RescheduleOverdue({ group }: { group: TaskGroup }) {
  const t = useTranslations("task.pick");
  const general = useTranslations("general");
  const errorMessage = useErrorMessage();
  const notice = useNotice();
  const scope = useTaskScope();
  const button = useRef<HTMLButtonElement>(null);
  const isWaiting = useRef(false);
  const [list] = useTaskLists([group.list]);
  const tasks = list?.tasks.filter((task) => task.status === "open" && scope.canEdit(task)) ?? [];
  /** Opens the picker, or loads the next page and waits for it. */
  const open = () => {
    isWaiting.current = list?.hasMore === true;
    if (isWaiting.current) list?.loadMore();
    else if (button.current) scope.openPicker("reschedule", tasks, button.current);
  };
  useEffect(() => {
    if (!isWaiting.current || !list || list.isLoadingMore) return;
    if (list.status !== "error") return open();
    isWaiting.current = false;
    notice({
      text: errorMessage(list.error),
      tone: "danger",
      action: { label: general("tryAgain"), run: open },
    });
  });
  if (tasks.length === 0) return null;
  return (
    <button
      ref={button}
      type="button"
      aria-haspopup="dialog"
      aria-busy={list?.isLoadingMore}
      className="min-h-7 shrink-0 rounded-md px-2 font-medium text-accent hover:bg-hover pointer-coarse:min-h-11"
      onClick={open}
    >
      {t("reschedule")}
    </button>
  );
}
