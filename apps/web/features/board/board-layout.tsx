"use client";

import { useMemo, useRef } from "react";
import { useActions } from "../../actions/use-actions.tsx";
import type { LayoutProps } from "../../entities/view/layout.ts";
import { listRows, shownGroups } from "../../entities/view/list-rows.ts";
import type { GroupRows } from "../../entities/view/list-rows.ts";
import { useShownTasks, useTaskScope } from "../../entities/view/task-scope.tsx";
import { useGroupCounts } from "../../entities/view/use-group-counts.ts";
import { useGroupLists } from "../../entities/view/use-group-lists.ts";
import { changesInto } from "../drag/group-change.ts";
import { useApplyChanges } from "../drag/use-apply-changes.ts";
import { useTaskFocus } from "../list/use-task-focus.ts";
import { BoardColumn, cardHeight } from "./board-column.tsx";
import { adjacentCard, adjacentColumn, columnIndexOf } from "./board-navigation.ts";
import { ColumnNames } from "./column-names.tsx";

/** Options for `listRows` on a board. */
const COLUMNS = { folded: new Set<string>(), subtasks: undefined, canAdd: false, draft: null, withEmpty: true };

/**
 * Shows tasks as cards with one column per group. Each column scrolls independently and renders only the visible cards.
 */
export function BoardLayout({ page: _page, groups, state, isTree: _isTree, onState: _onState, ...rest }: LayoutProps) {
  const scope = useTaskScope();
  const board = useRef<HTMLDivElement>(null);
  const lists = useGroupLists(groups);
  const listed = listRows({ ...COLUMNS, groups, lists });
  // Empty optional columns are hidden until a drag starts. They come last, so that showing them does not move other
  // columns.
  const emptyOptional = listed.every(isEmptyOptional) ? [] : listed.filter(isEmptyOptional);
  const columns = [...listed.filter((column) => !emptyOptional.includes(column)), ...emptyOptional];
  const countOf = useGroupCounts(state.groupBy, columns);
  const apply = useApplyChanges(rest.actions);
  useShownCards(columns, board);

  /** Returns a handler that moves the focus to the card at the same position in the nearest column that has cards. */
  const focusBeside = (by: 1 | -1) => () => {
    const [task] = scope.targets();
    const id = task && adjacentCard(scope.shownTasks().groups ?? [], task.id, by);
    if (id === undefined) return false;
    scope.shownTasks().focus(id);
    return undefined;
  };
  /** Returns a handler that moves the selected cards to the nearest column that accepts cards. */
  const moveToColumn = (by: 1 | -1) => () => {
    const shown = scope.shownTasks().groups ?? [];
    const tasks = scope.targets().filter(scope.canEdit);
    const from = columnIndexOf(shown, tasks[0]?.id ?? "");
    const to = adjacentColumn(shown, from, by);
    if (!to) return false;
    apply(changesInto(tasks, shown[from]?.group, to.group));
    return undefined;
  };
  useActions({
    "list.unfold": focusBeside(1),
    "list.fold": focusBeside(-1),
    "task.columnAfter": moveToColumn(1),
    "task.columnBefore": moveToColumn(-1),
  });

  return (
    <div className="flex min-h-0 grow flex-col">
      <ColumnNames columns={columns.filter((column) => !emptyOptional.includes(column))} board={board} />
      <div
        ref={board}
        className="task-board relative -mx-3 flex min-h-0 grow gap-3 overflow-x-auto overscroll-x-contain px-3 pb-3 sm:-mx-6 sm:px-6 phone:snap-x phone:snap-mandatory"
      >
        {columns.map((column) => (
          <BoardColumn
            key={column.group.key}
            {...rest}
            column={column}
            isSpare={emptyOptional.includes(column)}
            count={countOf(column)}
          />
        ))}
        {rest.footer !== undefined && rest.footer !== false && <div className="w-64 shrink-0">{rest.footer}</div>}
      </div>
    </div>
  );
}

function isEmptyOptional({ group, list }: GroupRows): boolean {
  return group.isOptional === true && list.status === "success" && list.tasks.length === 0;
}

/** Registers the shown cards with the view, so that the keyboard can move between them. */
function useShownCards(columns: readonly GroupRows[], board: { current: HTMLElement | null }) {
  const groups = useMemo(() => shownGroups(columns), [columns]);
  const { focus, focusLast, pendingFocus } = useTaskFocus({
    groups: columns,
    container: board,
    reveal: (id) => {
      const column = groups[columnIndexOf(groups, id)];
      const key = CSS.escape(column?.group.key ?? "");
      const scroller = board.current?.querySelector(`[data-group="${key}"] [data-cards]`);
      if (!column || !scroller) return;
      const top = column.rows.findIndex(({ task }) => task.id === id) * cardHeight();
      scroller.scrollTop = top - scroller.clientHeight / 2;
    },
  });

  const shown = useMemo(
    () => ({
      order: groups.flatMap(({ rows }) => rows.map(({ task }) => task.id)),
      groups,
      find: (id: string) => groups[columnIndexOf(groups, id)]?.rows.find(({ task }) => task.id === id)?.task,
      step: (id: string, by: number) => {
        const rows = groups[columnIndexOf(groups, id)]?.rows ?? [];
        return rows[rows.findIndex(({ task }) => task.id === id) + by]?.task.id;
      },
      focus,
      focusLast,
      pendingFocus,
    }),
    [focus, focusLast, groups, pendingFocus],
  );
  useShownTasks(shown);
}
