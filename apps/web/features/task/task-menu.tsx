"use client";

import {
  Ban,
  AlarmClock,
  Calendar,
  CircleCheck,
  Copy,
  FolderInput,
  IndentDecrease,
  IndentIncrease,
  Link2,
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  PanelRight,
  Pencil,
  Tag,
  Trash2,
  UserPlus,
} from "lucide-react";
import { useTranslations } from "use-intl";
import type { ActionId } from "../../actions/action-table.ts";
import { keysOf } from "../../actions/action-table.ts";
import { useActionRegistry } from "../../actions/use-actions.tsx";
import { PRIORITIES } from "../../entities/task/priority.ts";
import { useOpenTask } from "../../entities/task/use-open-task.ts";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import type { OpenPicker } from "../../entities/view/task-scope.tsx";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import { Menu, MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import { FollowItems } from "../notification/follow-items.tsx";

const EDITING: { id: ActionId; icon: React.ReactNode }[][] = [
  [
    { id: "task.rename", icon: <Pencil /> },
    { id: "task.due", icon: <Calendar /> },
    { id: "task.labels", icon: <Tag /> },
    { id: "task.assign", icon: <UserPlus /> },
    { id: "task.move", icon: <FolderInput /> },
  ],
  [
    { id: "task.up", icon: <ArrowUp /> },
    { id: "task.down", icon: <ArrowDown /> },
    { id: "task.columnBefore", icon: <ArrowLeft className="rtl:rotate-180" /> },
    { id: "task.columnAfter", icon: <ArrowRight className="rtl:rotate-180" /> },
    { id: "task.indent", icon: <IndentIncrease /> },
    { id: "task.outdent", icon: <IndentDecrease /> },
  ],
  [
    { id: "task.duplicate", icon: <Copy /> },
    { id: "task.cancel", icon: <Ban /> },
  ],
];

const SIBLING_ACTIONS: ReadonlySet<ActionId> = new Set(["task.up", "task.down", "task.indent"]);

/**
 * Menu with every action on a task, for users who use neither shortcuts nor dragging. Its items run the same actions as
 * the shortcuts.
 */
export function TaskMenu({ asked, actions }: { asked: OpenPicker; actions: TaskActions }) {
  const scope = useTaskScope();
  const registry = useActionRegistry();
  const t = useTranslations("task");
  const titles = useTranslations("command.titles");
  const [, open] = useOpenTask();
  const { tasks, anchor } = asked;
  const [task] = tasks;
  if (!task) return null;
  const available = new Set(registry.available());
  const canEdit = scope.canEdit(task);
  /** Runs an action. Actions apply to the focused task, so the menu's row is focused first. */
  const run = (id: ActionId) => {
    scope.closePicker();
    scope.shownTasks().focus(task.id);
    registry.run(id);
  };
  /** Whether the menu belongs to the panel's own task, which has no siblings there. */
  const isPanelTask = scope.isPanel && scope.shownTasks().order[0] === task.id;
  const item = ({ id, icon }: { id: ActionId; icon: React.ReactNode }) =>
    available.has(id) &&
    !(isPanelTask && SIBLING_ACTIONS.has(id)) && (
      <MenuItem key={id} icon={icon} keys={keysOf(id)} onSelect={() => run(id)}>
        {titles(id)}
      </MenuItem>
    );
  return (
    <Menu anchor={anchor} label={t("more", { title: task.title })} onClose={scope.closePicker}>
      <MenuItem icon={<PanelRight />} keys="Enter" onSelect={() => open(task.id)}>
        {t("open")}
      </MenuItem>
      {canEdit && item({ id: "task.complete", icon: <CircleCheck /> })}
      {canEdit && (
        <div role="group" aria-label={t("pick.priority")} className="flex gap-1 px-2.5 py-1">
          {PRIORITIES.map(({ priority, name, className }) => (
            <button
              key={priority}
              type="button"
              role="menuitemradio"
              aria-checked={task.priority === priority}
              aria-label={t(`priority.${name}`)}
              tabIndex={-1}
              className="tipped relative grid h-8 grow place-items-center rounded-md border border-line hover:bg-hover focus:bg-hover focus:outline-none aria-checked:bg-hover pointer-coarse:h-11"
              onClick={() => {
                scope.closePicker();
                actions.setPriority(tasks, priority);
              }}
            >
              <span className={`size-3.5 rounded-full border-2 ${className}`} />
              <span aria-hidden className="tip">
                {t(`priority.${name}`)}
              </span>
            </button>
          ))}
        </div>
      )}
      {canEdit &&
        EDITING.map((group, index) => (
          // The groups never change.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index}>
            <MenuSeparator />
            {group.map(item)}
          </div>
        ))}
      <MenuSeparator />
      {item({ id: "task.remind", icon: <AlarmClock /> })}
      <FollowItems followed={{ taskId: task.id }} title={task.title} />
      <MenuSeparator />
      {item({ id: "task.copyLink", icon: <Link2 /> })}
      {canEdit && (
        <MenuItem icon={<Trash2 />} isDanger keys="Delete" onSelect={() => run("task.trash")}>
          {titles("task.trash")}
        </MenuItem>
      )}
    </Menu>
  );
}
