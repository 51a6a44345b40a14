"use client";

import type { ListedTask } from "@docket/schema/task";
import { createContext, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import type { TaskGroup } from "../view/task-group.ts";
import { canEditIn, useProjects } from "../workspace/use-entities.ts";
import { createFocusRestoration } from "./focus-restoration.ts";
import { createSelection } from "./selection.ts";
import type { Selection } from "./selection.ts";
import { useOpenTask } from "./use-open-task.ts";

/** What a layout shows right now: the tasks in their order, and how to bring one into sight. */
export type ShownTasks = {
  order: readonly string[];
  find: (id: string) => ListedTask | undefined;
  /** Brings a task into sight and puts the focus on it. */
  focus: (id: string) => void;
  /** Puts the focus on the last task of all, where not all of them are loaded yet; else it is the last in the order. */
  focusLast?: () => void;
  /** Unfolds a parent or a group, so that what was put into it can be seen. */
  unfold?: (into: { parentId: string } | { groupKey: string }) => void;
  /** The task so many further on, where that is not simply the next in the order: a board goes up and down in a column. */
  step?: (id: string, by: number) => string | undefined;
  /** The same by the groups that they stand in, for who puts something between them. */
  groups?: readonly ShownGroup[];
};

/** A group with the rows that are shown of it. */
export type ShownGroup = { group: TaskGroup; rows: readonly ShownRow[]; isFolded: boolean };

/** A task in a group, and below how many parents it stands there. */
export type ShownRow = { task: ListedTask; depth: number };

/** What can be asked about tasks. */
export type PickerKind = "menu" | "status" | "priority" | "due" | "start" | "duration" | "labels" | "assign" | "move";

/** Something to be chosen for some tasks, at a place of the page. */
export type Asked = { kind: PickerKind; tasks: ListedTask[]; anchor: HTMLElement };

export type TaskScope = {
  /** The panel beside a list. What the focus is on decides which of the two a command is for. */
  isPanel: boolean;
  selection: Selection;
  shown: () => ShownTasks;
  /** The tasks that a command is about: those selected, else the one with the focus, else the one in the panel. */
  targets: () => ListedTask[];
  canEdit: (task: ListedTask) => boolean;
  /** Opens what is to be chosen for tasks; at the first of them where no control is named. */
  ask: (kind: PickerKind, tasks: ListedTask[], anchor?: HTMLElement) => void;
  asked: Asked | null;
  answered: () => void;
  /** The task whose title is being typed. */
  renaming: string | null;
  rename: (id: string | null) => void;
  show: (shown: ShownTasks) => void;
};

const ScopeContext = createContext<TaskScope | null>(null);

/** The tasks around, what is selected of them, and what is being asked about them. */
export function useTaskScope(): TaskScope {
  const scope = useContext(ScopeContext);
  if (!scope) throw new Error("Tasks need a view around them.");
  return scope;
}

/** Tells the view what its layout shows. */
export function useShownTasks(shown: ShownTasks): void {
  const { show } = useTaskScope();
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

const NOTHING: ShownTasks = { order: [], find: () => undefined, focus: () => undefined };

/** The row or card of a task in the page, or what stands for it in the panel. */
export function elementOf(id: string, isPanel = false): HTMLElement | null {
  return document.querySelector<HTMLElement>(`${isPanel ? "[data-panel]" : "main"} [data-task="${CSS.escape(id)}"]`);
}

/** The task that has the focus, by its id. */
export function focusedTaskId(): string | null {
  return document.activeElement?.closest<HTMLElement>("[data-task]")?.dataset.task ?? null;
}

export function TaskScopeProvider({ isPanel = false, children }: { isPanel?: boolean; children: ReactNode }) {
  const projects = useProjects();
  const [openId] = useOpenTask();
  const [selection] = useState(createSelection);
  const shown = useRef(NOTHING);
  const [keptFocus] = useState(createFocusRestoration);
  useEffect(() => keptFocus.follow(), [keptFocus]);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [renaming, rename] = useState<string | null>(null);

  const scope = useMemo<TaskScope>(
    () => ({
      isPanel,
      selection,
      shown: () => shown.current,
      targets: () => {
        if (!isPanel && document.activeElement?.closest("[data-panel]")) return [];
        const { order, find } = shown.current;
        const chosen = selection.size() > 0 ? order.filter((id) => selection.has(id)) : [focusedTaskId() ?? openId];
        return chosen.flatMap((id) => (id === null ? [] : (find(id) ?? [])));
      },
      canEdit: (task) => canEditIn(projects.byId.get(task.projectId)),
      ask: (kind, tasks, anchor) => {
        const place = anchor ?? elementOf(tasks[0]?.id ?? "", isPanel) ?? document.querySelector<HTMLElement>("main");
        if (tasks.length > 0 && place) setAsked({ kind, tasks, anchor: place });
      },
      asked,
      answered: () => setAsked(null),
      renaming,
      rename,
      show: (next) => {
        const before = shown.current;
        shown.current = next;
        keptFocus.shown(before, next);
      },
    }),
    [asked, isPanel, keptFocus, openId, projects, renaming, selection],
  );
  return <ScopeContext value={scope}>{children}</ScopeContext>;
}
