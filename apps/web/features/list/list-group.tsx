"use client";

import { useId } from "react";
import type { LayoutProps } from "../../entities/view/layout.ts";
import type { AddPlace, GroupRows } from "../../entities/view/list-rows.ts";
import { useHeading } from "../../entities/view/use-heading.ts";
import type { RowWindow } from "../../ui/use-window.ts";
import { TaskRow } from "../task/task-row.tsx";
import { GroupHeading } from "./group-heading.tsx";
import { LineRow } from "./line-row.tsx";

type ListGroupProps = Omit<LayoutProps, "page" | "groups" | "state" | "onState" | "isTree" | "footer"> & {
  shown: GroupRows;
  window: RowWindow;
  countOf: (group: GroupRows) => string | undefined;
  onFoldGroup: (key: string) => void;
  onFoldTask: (id: string) => void;
  /** Opens a field for a new task at the end of the group. */
  onAddTo: (key: string) => void;
  onLeaveDraft: () => void;
  /** Called after the field between rows has created a task. The field then moves below the new task. */
  onAdded: (place: AddPlace | null) => void;
};

/** One group of a list: its heading and its visible rows. */
export function ListGroup({
  shown,
  window,
  countOf,
  onFoldGroup,
  onFoldTask,
  onAddTo,
  onLeaveDraft,
  onAdded,
  ...view
}: ListGroupProps) {
  const { group, rows, isFolded, start } = shown;
  const id = useId();
  const heading = useHeading(group);
  const firstRow = start + (group.heading === null ? 0 : 1);
  const first = Math.max(0, window.first - firstRow);
  const last = Math.min(rows.length, window.last - firstRow);
  const drawn = rows.slice(first, Math.max(first, last));

  return (
    <section
      aria-labelledby={group.heading === null ? undefined : id}
      data-group={group.key}
      className={group.heading === null ? "not-first:mt-4 not-first:border-t not-first:border-line not-first:pt-2" : ""}
    >
      {group.heading !== null && (
        <GroupHeading
          {...{ id, shown, view }}
          count={countOf(shown)}
          onFold={() => onFoldGroup(group.key)}
          onAdd={() => onAddTo(group.key)}
        />
      )}
      {rows.length > 0 && (
        <ul
          aria-label={heading ?? view.title}
          className="relative"
          style={{ height: `calc(var(--row) * ${rows.length})` }}
        >
          {drawn.map((row, index) => (
            <li
              key={row.key}
              className="absolute inset-x-0 h-(--row)"
              style={{ top: `calc(var(--row) * ${first + index})` }}
            >
              {row.kind === "task" ? (
                <TaskRow
                  {...row}
                  actions={view.actions}
                  withProject={view.withProject}
                  day={group.day}
                  onFold={onFoldTask}
                />
              ) : (
                <LineRow {...{ row, shown, view, onLeaveDraft, onAdded }} />
              )}
            </li>
          ))}
        </ul>
      )}
      {isFolded && (
        <span dir="auto" className="sr-only">
          {heading}
        </span>
      )}
    </section>
  );
}
