"use client";

import { Calendar, CircleCheck, Flag, FolderInput, Tag, Trash2, UserPlus, X } from "lucide-react";
import type { ReactNode } from "react";
import { useEffect, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import type { ActionId } from "../../actions/action-table.ts";
import { keysOf } from "../../actions/action-table.ts";
import { useActionRegistry } from "../../actions/use-actions.tsx";
import { PRIORITIES } from "../../entities/task/priority.ts";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import type { PickerKind } from "../../entities/view/task-scope.tsx";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { MenuButton, MenuItem } from "../../ui/menu.tsx";

const PICKERS: { id: ActionId; kind: PickerKind; icon: ReactNode }[] = [
  { id: "task.due", kind: "due", icon: <Calendar aria-hidden /> },
  { id: "task.move", kind: "move", icon: <FolderInput aria-hidden /> },
  { id: "task.labels", kind: "labels", icon: <Tag aria-hidden /> },
  { id: "task.assign", kind: "assign", icon: <UserPlus aria-hidden /> },
];

/** Toolbar for the selected tasks. Each action is one command and is undone in one step. */
export function BulkBar({ actions }: { actions: TaskActions }) {
  const scope = useTaskScope();
  const { selection } = scope;
  const registry = useActionRegistry();
  const t = useTranslations("task");
  const titles = useTranslations("command.titles");
  const size = useSyncExternalStore(selection.subscribe, selection.size, () => 0);
  // The selection must not carry over to the next page.
  useEffect(() => () => selection.clear(), [selection]);
  if (size === 0) return null;
  const run = (id: ActionId) => registry.run(id);
  const chosen = () => scope.targets().filter(scope.canEdit);
  return (
    <div
      role="toolbar"
      aria-label={t("selected", { count: size })}
      className="fixed inset-x-0 bottom-4 z-20 mx-auto flex w-fit max-w-[calc(100vw-1rem)] items-center gap-0.5 rounded-xl border border-line bg-panel p-1.5 shadow-lg max-md:bottom-18 phone:w-auto phone:justify-between phone:gap-0"
    >
      <span className="px-2 font-medium whitespace-nowrap tabular-nums phone:px-1.5" role="status">
        <span className="phone:sr-only">{t("selected", { count: size })}</span>
        <span aria-hidden className="sm:hidden">
          {size}
        </span>
      </span>
      <IconButton
        label={titles("task.complete")}
        keys={keysOf("task.complete")}
        icon={<CircleCheck aria-hidden />}
        onClick={() => run("task.complete")}
      />
      {PICKERS.map(({ id, kind, icon }) => (
        <IconButton
          key={id}
          label={titles(id)}
          keys={keysOf(id)}
          icon={icon}
          aria-haspopup="dialog"
          onClick={(event) => scope.openPicker(kind, chosen(), event.currentTarget)}
        />
      ))}
      <MenuButton
        label={t("pick.priority")}
        className="grid size-8 shrink-0 place-items-center rounded-md text-muted hover:bg-hover hover:text-text pointer-coarse:size-11"
        face={<Flag aria-hidden className="size-4" />}
      >
        {PRIORITIES.map(({ priority, name, className }) => (
          <MenuItem
            key={priority}
            icon={<span className={`size-3.5 rounded-full border-2 ${className}`} />}
            onSelect={() => actions.setPriority(chosen(), priority)}
          >
            {t(`priority.${name}`)}
          </MenuItem>
        ))}
      </MenuButton>
      <IconButton
        label={titles("task.trash")}
        keys={keysOf("task.trash")}
        icon={<Trash2 aria-hidden />}
        onClick={() => run("task.trash")}
      />
      <IconButton label={t("unselect")} keys="Escape" icon={<X aria-hidden />} onClick={() => selection.clear()} />
    </div>
  );
}
