"use client";

import { useTranslations } from "use-intl";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { PRIORITIES } from "./priority.ts";
import type { Asked } from "./task-scope.tsx";
import { useTaskScope } from "./task-scope.tsx";
import type { TaskActions } from "./use-task-actions.ts";

/** Menu for the priority of tasks. */
export function PriorityMenu({ asked: { tasks, anchor }, actions }: { asked: Asked; actions: TaskActions }) {
  const { answered } = useTaskScope();
  const t = useTranslations("task");
  return (
    <Menu anchor={anchor} label={t("pick.priority")} onClose={answered}>
      {PRIORITIES.map(({ priority, name, className }) => (
        <MenuItem
          key={priority}
          icon={<span className={`size-3.5 rounded-full border-2 ${className}`} />}
          isChecked={tasks.every((task) => task.priority === priority)}
          onSelect={() => actions.setPriority(tasks, priority)}
        >
          {t(`priority.${name}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}
