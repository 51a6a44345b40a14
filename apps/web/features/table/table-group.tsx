"use client";

import { useId } from "react";
import type { TableColumn } from "../../entities/view/column.ts";
import type { LayoutProps } from "../../entities/view/layout.ts";
import type { AddPlace, GroupRows } from "../../entities/view/list-rows.ts";
import { useHeading } from "../../entities/view/use-heading.ts";
import type { RowWindow } from "../../ui/use-window.ts";
import { GroupHeading } from "../list/group-heading.tsx";
import { LineRow } from "../list/line-row.tsx";
import { TableRow } from "./table-row.tsx";

type TableGroupProps = {
  view: LayoutProps;
  shown: GroupRows;
  window: RowWindow;
  columns: readonly TableColumn[];
  template: string;
  /** The cell that Tab focuses. */
  active: { id: string; column: TableColumn } | null;
  countOf: (group: GroupRows) => string | undefined;
  onFoldGroup: (key: string) => void;
  onFoldTask: (id: string) => void;
  onAddTo: (key: string) => void;
  onLeaveDraft: () => void;
  onAdded: (place: AddPlace | null) => void;
};

/** One group of a table: its heading and the rows in the viewport. */
export function TableGroup({ view, shown, window, columns, template, active, ...lines }: TableGroupProps) {
  const { group, rows, start } = shown;
  const { countOf, onFoldGroup, onFoldTask, onAddTo, onLeaveDraft, onAdded } = lines;
  const id = useId();
  const heading = useHeading(group);
  const firstRow = start + (group.heading === null ? 0 : 1);
  const first = Math.max(0, window.first - firstRow);
  const last = Math.min(rows.length, window.last - firstRow);
  const drawn = rows.slice(first, Math.max(first, last));
  return (
    <div role="rowgroup" aria-label={heading ?? undefined} data-group={group.key}>
      {group.heading !== null && (
        // The border is an inset shadow, so that the heading is as tall as every other row.
        <div role="row" className="shadow-[inset_0_-1px_0_var(--line)]">
          <div role="gridcell" aria-colspan={columns.length} className="sticky start-0 w-fit min-w-64 px-1">
            <GroupHeading
              {...{ id, shown, view }}
              count={countOf(shown)}
              onFold={() => onFoldGroup(group.key)}
              onAdd={() => onAddTo(group.key)}
            />
          </div>
        </div>
      )}
      <div role="presentation" className="relative" style={{ height: `calc(var(--row) * ${rows.length})` }}>
        {drawn.map((row, index) => (
          <div
            key={row.key}
            role="presentation"
            className="absolute inset-x-0 h-(--row)"
            style={{ top: `calc(var(--row) * ${first + index})` }}
          >
            {row.kind === "task" ? (
              <TableRow
                {...row}
                view={view}
                columns={columns}
                template={template}
                active={active?.id === row.task.id ? active.column : null}
                onFold={onFoldTask}
              />
            ) : (
              <div role="row" className="h-full">
                <div role="gridcell" aria-colspan={columns.length} className="sticky start-0 h-full w-96 max-w-[90vw]">
                  <LineRow {...{ row, shown, view, onLeaveDraft, onAdded }} />
                </div>
              </div>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}
