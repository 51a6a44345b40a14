"use client";

import type { ListedTask } from "@docket/schema/task";
import { createContext, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { useOpenTask } from "../task/use-open-task.ts";
import { canEditIn, useProjects } from "../workspace/use-entities.ts";
import { createFocusRestoration } from "./focus-restoration.ts";
import { createSelection } from "./selection.ts";
import type { Selection } from "./selection.ts";
import type { ShownTasks } from "./shown-tasks.ts";

/** The pickers and menus that can be opened for tasks. */
export type PickerKind =
  | "menu"
  | "status"
  | "priority"
  | "due"
  | "reschedule"
  | "start"
  | "deadline"
  | "repeat"
  | "remind"
  | "duration"
  | "labels"
  | "assign"
  | "move";

/**
 * An open picker, its tasks and the element to which it is anchored. Each opening has its own number: a browser reports
 * that a popover was closed a moment later, which must not close the next one.
 */
export type OpenPicker = { kind: PickerKind; tasks: ListedTask[]; anchor: HTMLElement; opening: number };

export type TaskScope = {
  /**
   * Whether this is the scope of the panel rather than of the list. Actions apply to the scope that contains the focus.
   */
  isPanel: boolean;
  selection: Selection;
  shownTasks: () => ShownTasks;
  /**
   * Returns the tasks to which actions apply: the selected tasks, otherwise the one that is focused or about to be,
   * otherwise the open one.
   */
  targets: () => ListedTask[];
  canEdit: (task: ListedTask) => boolean;
  /** Opens a picker for the tasks, anchored to the first task unless an anchor is given. */
  openPicker: (kind: PickerKind, tasks: ListedTask[], anchor?: HTMLElement) => void;
  picker: OpenPicker | null;
  closePicker: () => void;
  /** The id of the task whose title is being edited. */
  renamingId: string | null;
  rename: (id: string | null) => void;
  setShownTasks: (shown: ShownTasks) => void;
};

const ScopeContext = createContext<TaskScope | null>(null);

/** Returns the scope of the surrounding list or panel: its tasks, their selection and the open picker. */
export function useTaskScope(): TaskScope {
  const scope = useContext(ScopeContext);
  if (!scope) throw new Error("There is no TaskScope.");
  return scope;
}

/** Registers the tasks that a layout shows in its scope. */
export function useShownTasks(shown: ShownTasks): void {
  const { setShownTasks: show } = useTaskScope();
  useEffect(() => show(shown), [show, shown]);
}

/** Whether a task is selected. */
export function useIsSelected(id: string): boolean {
  const { selection } = useTaskScope();
  return useSyncExternalStore(
    selection.subscribe,
    () => selection.has(id),
    () => false,
  );
}

const NO_TASKS: ShownTasks = { order: [], find: () => undefined, focus: () => undefined };

/** Returns the element of a task: its row or card on the page, or the one in the panel. */
export function elementOf(id: string, isPanel = false): HTMLElement | null {
  return document.querySelector<HTMLElement>(`${isPanel ? "[data-panel]" : "main"} [data-task="${CSS.escape(id)}"]`);
}

/** Returns the id of the task that contains the focus. */
export function focusedTaskId(): string | null {
  return document.activeElement?.closest<HTMLElement>("[data-task]")?.dataset.task ?? null;
}

export function TaskScopeProvider({ isPanel = false, children }: { isPanel?: boolean; children: ReactNode }) {
  const projects = useProjects();
  const [openId] = useOpenTask();
  const [selection] = useState(createSelection);
  const shown = useRef(NO_TASKS);
  const [keptFocus] = useState(createFocusRestoration);
  useEffect(() => keptFocus.follow(), [keptFocus]);
  const [asked, setAsked] = useState<OpenPicker | null>(null);
  const openings = useRef(0);
  const [renaming, rename] = useState<string | null>(null);

  const scope = useMemo<TaskScope>(
    () => ({
      isPanel,
      selection,
      shownTasks: () => shown.current,
      targets: () => {
        if (!isPanel && document.activeElement?.closest("[data-panel]")) return [];
        const { order, find, pendingFocus } = shown.current;
        const current = pendingFocus?.() ?? { id: focusedTaskId() ?? openId };
        const chosen = selection.size() > 0 ? order.filter((id) => selection.has(id)) : [current.id];
        return chosen.flatMap((id) => (id === null ? [] : (find(id) ?? [])));
      },
      canEdit: (task) => canEditIn(projects.byId.get(task.projectId)),
      openPicker: (kind, tasks, anchor) => {
        const place = anchor ?? elementOf(tasks[0]?.id ?? "", isPanel) ?? document.querySelector<HTMLElement>("main");
        openings.current += 1;
        if (tasks.length > 0 && place) setAsked({ kind, tasks, anchor: place, opening: openings.current });
      },
      picker: asked,
      closePicker: () => setAsked(null),
      renamingId: renaming,
      rename,
      setShownTasks: (next) => {
        const before = shown.current;
        shown.current = next;
        keptFocus.shown(before, next);
      },
    }),
    [asked, isPanel, keptFocus, openId, projects, renaming, selection],
  );
  return <ScopeContext value={scope}>{children}</ScopeContext>;
}
