"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useTaskLists } from "../../sync/use-task-lists.ts";
import { useWindow } from "../../ui/use-window.ts";
import { useCommands } from "../command/use-commands.tsx";
import { useShownTasks, useTaskScope } from "../task/task-scope.tsx";
import type { LayoutProps } from "../view/layout.ts";
import { ListGroup } from "./list-group.tsx";
import { listRows } from "./list-rows.ts";
import type { AddPlace, GroupRows } from "./list-rows.ts";
import { useUnfolded } from "./use-unfolded.ts";

/** The height of a row as the style sheet has it, in pixels. */
function rowHeight(): number {
  return window.matchMedia("(width < 40rem), (pointer: coarse)").matches ? 56 : 40;
}

/** Tasks row by row under the headings of their groups; of however many, only those in sight are drawn. */
export function ListLayout({ page, groups, state, isTree, onState, footer, ...rest }: LayoutProps) {
  const scope = useTaskScope();
  const t = useTranslations("view");
  const container = useRef<HTMLDivElement>(null);
  const window = useWindow(container, rowHeight);
  const folded = useMemo(() => new Set(state.folded), [state.folded]);
  // What is folded is not asked for, but keeps its place among the lists.
  const lists = useTaskLists(groups.map(({ list }) => list));
  const unfolded = useUnfolded(page, isTree, groups[0]?.list ?? { workspaceId: "", filter: {} });
  const [draft, setDraft] = useState<{ groupKey: string; place: AddPlace } | null>(null);
  const shown = listRows({ groups, lists, folded, subtasks: unfolded.subtasks, canAdd: rest.canAdd, draft });

  const find = useShownRows(shown, container);
  const foldGroup = useCallback(
    (key: string) =>
      onState({ folded: folded.has(key) ? state.folded.filter((other) => other !== key) : [...state.folded, key] }),
    [folded, onState, state.folded],
  );

  const openLine = (side: "above" | "below") => {
    const [target] = scope.targets();
    const found = target && find(target.id);
    if (!target || !found?.group.group.place) return false;
    const parent = target.parentId === null ? {} : { parentId: target.parentId };
    const place = side === "above" ? { before: target.id } : { after: target.id };
    setDraft({ groupKey: found.group.group.key, place: { ...parent, ...place } });
    return undefined;
  };
  useCommands({
    "task.addAbove": rest.canAdd && isTree ? () => openLine("above") : undefined,
    "task.addBelow": rest.canAdd && isTree ? () => openLine("below") : undefined,
    "list.unfold": () => {
      const [task] = scope.targets();
      if (!task || !isTree || task.subtasks.all === 0 || unfolded.subtasks?.has(task.id)) return false;
      unfolded.unfold(task);
      return undefined;
    },
    "list.fold": () => {
      const [task] = scope.targets();
      if (!task || !isTree) return false;
      if (unfolded.subtasks?.has(task.id)) unfolded.toggle(task.id);
      else if (task.parentId !== null) scope.shown().focus(task.parentId);
      else return false;
      return undefined;
    },
  });

  const isEmpty = lists.every(({ status, tasks }) => status === "success" && tasks.length === 0);
  return (
    <div ref={container} className="task-list">
      {shown.map((group) => (
        <ListGroup
          key={group.group.key}
          {...rest}
          shown={group}
          window={window}
          onFoldGroup={foldGroup}
          onFoldTask={unfolded.toggle}
          onLeaveDraft={() => setDraft(null)}
          onAdded={(place) => setDraft((draft) => (draft && place ? { ...draft, place } : draft))}
        />
      ))}
      {isEmpty && rest.empty}
      {footer}
      <span className="sr-only" role="status">
        {lists.some(({ isLoadingMore }) => isLoadingMore) ? t("loadingMore") : ""}
      </span>
    </div>
  );
}

/** Tells the view which tasks these rows are, and answers how to find one. */
function useShownRows(groups: readonly GroupRows[], container: { current: HTMLElement | null }) {
  const places = useMemo(() => {
    const found = new Map<string, { group: GroupRows; index: number }>();
    for (const group of groups)
      for (const [index, row] of group.rows.entries())
        if (row.kind === "task") found.set(row.task.id, { group, index });
    return found;
  }, [groups]);
  const wanted = useRef<string | null>(null);

  const focusNow = useCallback(() => {
    const id = wanted.current;
    const link =
      id && container.current?.querySelector<HTMLElement>(`[data-task="${CSS.escape(id)}"] [data-task-link]`);
    if (!link) return;
    wanted.current = null;
    link.focus();
    link.scrollIntoView({ block: "nearest" });
  }, [container]);

  // What was out of sight is drawn after the scrolling, and takes the focus then.
  useEffect(focusNow);
  const shown = useMemo(
    () => ({
      order: [...places.keys()],
      find: (id: string) => {
        const place = places.get(id);
        const row = place?.group.rows[place.index];
        return row?.kind === "task" ? row.task : undefined;
      },
      focus: (id: string) => {
        const place = places.get(id);
        const list = container.current;
        if (!place || !list) return;
        wanted.current = id;
        const index = place.group.start + place.index + (place.group.group.heading === null ? 0 : 1);
        const top = list.getBoundingClientRect().top + index * rowHeight();
        const isFar = top < -2_000 || top > globalThis.innerHeight + 2_000;
        if (isFar) globalThis.scrollBy({ top: top - globalThis.innerHeight / 2 });
        focusNow();
      },
    }),
    [container, focusNow, places],
  );
  useShownTasks(shown);
  return useCallback((id: string) => places.get(id), [places]);
}
