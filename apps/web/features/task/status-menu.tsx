"use client";

import { useTranslations } from "use-intl";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import type { OpenPicker } from "../../entities/view/task-scope.tsx";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";

/** Menu for the status of tasks: open, done or cancelled. */
export function StatusMenu({ asked: { tasks, anchor }, actions }: { asked: OpenPicker; actions: TaskActions }) {
  const { closePicker: answered } = useTaskScope();
  const t = useTranslations("task.pick");
  const names = useTranslations("view.groups");
  const choices = [
    { status: "open", choose: actions.reopen },
    { status: "done", choose: actions.complete },
    { status: "cancelled", choose: actions.cancel },
  ] as const;
  return (
    <Menu anchor={anchor} label={t("status")} onClose={answered}>
      {choices.map(({ status, choose }) => (
        <MenuItem key={status} isChecked={tasks.every((task) => task.status === status)} onSelect={() => choose(tasks)}>
          {names(status)}
        </MenuItem>
      ))}
    </Menu>
  );
}
