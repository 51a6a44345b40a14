"use client";

import type { ListedTask } from "@docket/schema/task";
import { memo } from "react";
import type { TableColumn } from "../../entities/view/column.ts";
import type { LayoutProps } from "../../entities/view/layout.ts";
import { useIsSelected } from "../../entities/view/task-scope.tsx";
import { useRemovedRowProps } from "../task/use-removed-row-props.ts";
import { TableCell } from "./table-cell.tsx";

type TableRowProps = {
  task: ListedTask;
  depth: number;
  isUnfolded: boolean | undefined;
  view: Pick<LayoutProps, "actions">;
  columns: readonly TableColumn[];
  template: string;
  /** The column of the cell that Tab focuses; null when that cell is in another row. */
  active: TableColumn | null;
  onFold: (id: string) => void;
};

/** One task in a table. */
export const TableRow = memo(function TableRow(props: TableRowProps) {
  const { task, view, columns, template, active, ...tree } = props;
  const isSelected = useIsSelected(task.id);
  const gone = useRemovedRowProps(task);
  return (
    <div
      role="row"
      aria-selected={isSelected}
      {...gone}
      data-task={task.id}
      data-selected={isSelected || undefined}
      className="group/row grid h-full border-b border-line"
      style={{ gridTemplateColumns: template }}
    >
      {columns.map((column) => (
        <TableCell
          key={column}
          {...tree}
          task={task}
          column={column}
          actions={view.actions}
          isActive={column === active}
        />
      ))}
    </div>
  );
});
