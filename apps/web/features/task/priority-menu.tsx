"use client";

import { useTranslations } from "use-intl";
import { PRIORITIES } from "../../entities/task/priority.ts";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import type { OpenPicker } from "../../entities/view/task-scope.tsx";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";

/** Menu for the priority of tasks. */
export function PriorityMenu({ asked: { tasks, anchor }, actions }: { asked: OpenPicker; actions: TaskActions }) {
  const { closePicker: answered } = useTaskScope();
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
