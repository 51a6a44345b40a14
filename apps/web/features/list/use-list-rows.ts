"use client";

import { useCallback, useMemo, useState } from "react";
import { useActions } from "../../actions/use-actions.tsx";
import type { LayoutProps } from "../../entities/view/layout.ts";
import { listRows } from "../../entities/view/list-rows.ts";
import type { AddPlace, DraftAnchor, DraftRow } from "../../entities/view/list-rows.ts";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import { useGroupCounts } from "../../entities/view/use-group-counts.ts";
import { useGroupLists } from "../../entities/view/use-group-lists.ts";
import { useUnfoldedTasks } from "./use-unfolded.ts";

/** Returns the rows of a view and handles folding and the field for new tasks between rows. */
export function useListRows({ page, groups, state, isTree, onState, canAdd }: LayoutProps) {
  const scope = useTaskScope();
  const folded = useMemo(() => new Set(state.folded), [state.folded]);
  // Includes folded groups, so that the indexes of lists and groups match.
  const lists = useGroupLists(groups);
  const unfolded = useUnfoldedTasks(page, isTree, groups[0]?.list ?? { workspaceId: "", filter: {} });
  const [draft, setDraft] = useState<DraftRow | null>(null);
  const shown = listRows({ groups, lists, folded, subtasks: unfolded.subtasks, canAdd, withEmpty: false, draft });
  const countOf = useGroupCounts(state.groupBy, shown);

  const onFoldGroup = useCallback(
    (key: string) =>
      onState({ folded: folded.has(key) ? state.folded.filter((other) => other !== key) : [...state.folded, key] }),
    [folded, onState, state.folded],
  );

  const { unfold: unfoldTask } = unfolded;
  const unfold = useCallback(
    (into: { parentId: string } | { groupKey: string }) => {
      if ("parentId" in into) unfoldTask(into.parentId);
      else if (folded.has(into.groupKey)) onFoldGroup(into.groupKey);
    },
    [folded, onFoldGroup, unfoldTask],
  );

  const groupOf = (id: string) =>
    shown.find(({ rows }) => rows.some((row) => row.kind === "task" && row.task.id === id))?.group;
  const openLine = (side: "above" | "below") => {
    const [target] = scope.targets();
    const group = target && groupOf(target.id);
    if (!target || !group?.place) return false;
    const parent = target.parentId === null ? {} : { parentId: target.parentId };
    const beside: DraftAnchor = side === "above" ? { before: target.id } : { after: target.id };
    setDraft({ groupKey: group.key, beside, place: isTree ? { ...parent, ...beside } : {} });
    return undefined;
  };
  useActions({
    "task.addAbove": canAdd ? () => openLine("above") : undefined,
    "task.addBelow": canAdd ? () => openLine("below") : undefined,
    "list.unfold": () => {
      const [task] = scope.targets();
      if (!task || !isTree || task.subtasks.all === 0 || unfolded.subtasks?.has(task.id)) return false;
      unfolded.unfold(task.id);
      return undefined;
    },
    "list.fold": () => {
      const [task] = scope.targets();
      if (!task || !isTree) return false;
      if (unfolded.subtasks?.has(task.id)) unfolded.toggle(task.id);
      else if (task.parentId !== null) scope.shownTasks().focus(task.parentId);
      else return false;
      return undefined;
    },
  });

  return {
    shown,
    countOf,
    isEmpty: lists.every(({ status, tasks }) => status === "success" && tasks.length === 0),
    isLoadingMore: lists.some(({ isLoadingMore }) => isLoadingMore),
    onFoldGroup,
    onFoldTask: unfolded.toggle,
    unfold,
    onAddTo: useCallback((groupKey: string) => setDraft({ groupKey, beside: null, place: {} }), []),
    onLeaveDraft: () => setDraft(null),
    onAdded: (place: AddPlace | null) =>
      setDraft((draft) =>
        draft && isTree && typeof place?.after === "string"
          ? { ...draft, beside: { after: place.after }, place }
          : draft,
      ),
  };
}
