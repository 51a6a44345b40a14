"use client";

import type { TaskOrder } from "@docket/schema/task";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Column } from "../../entities/view/column.ts";
import type { LayoutProps } from "../../entities/view/layout.ts";
import { STICKY_CELL_CLASSES } from "./table-cell.tsx";

/** The task order for each sortable column. Columns without an entry are not sortable. */
const COLUMN_ORDERS: Partial<Record<Column | "title", TaskOrder>> = {
  title: "title",
  status: "status",
  priority: "priority",
  due: "due",
  start: "start",
  deadline: "deadline",
  created: "created",
  updated: "updated",
};

type TableHeadProps = Pick<LayoutProps, "state" | "onState"> & { columns: readonly Column[]; template: string };

/**
 * Column headings of a table. The first click sorts by the column, the second reverses the order, and the third
 * restores the manual order.
 */
export function TableHead({ columns, template, state, onState }: TableHeadProps) {
  const t = useTranslations("table");
  const sort = (column: Column | "title") => {
    const order = COLUMN_ORDERS[column];
    if (order === undefined) return;
    // Sorting by priority starts with the highest.
    const first = column === "priority" ? "descending" : "ascending";
    const second = first === "ascending" ? "descending" : "ascending";
    if (state.sortBy !== order) onState({ sortBy: order, direction: first });
    else if (state.direction === first) onState({ direction: second });
    else onState({ sortBy: "manual", direction: "ascending" });
  };
  return (
    <div role="rowgroup" className="sticky top-0 z-2">
      <div
        role="row"
        className="grid h-9 border-b border-line bg-panel text-xs text-muted pointer-coarse:h-11"
        style={{ gridTemplateColumns: template }}
      >
        <div role="columnheader" className={STICKY_CELL_CLASSES.done}>
          <span className="sr-only">{t("done")}</span>
        </div>
        {(["title", ...columns] as const).map((column) => {
          const order = COLUMN_ORDERS[column];
          const isSorted = order !== undefined && state.sortBy === order;
          const name = t(`column.${column}`);
          return (
            <div
              key={column}
              role="columnheader"
              aria-sort={order === undefined ? undefined : isSorted ? state.direction : "none"}
              className={`flex items-center ${column === "title" ? STICKY_CELL_CLASSES.title : ""}`}
            >
              {order === undefined ? (
                <span className="truncate px-2">{name}</span>
              ) : (
                <button
                  type="button"
                  className="flex h-full w-full min-w-0 items-center gap-1 px-2 text-start hover:text-text focus-visible:-outline-offset-2 [&_svg]:size-3.5"
                  onClick={() => sort(column)}
                >
                  <span className="truncate">{name}</span>
                  {isSorted && (state.direction === "ascending" ? <ArrowUp aria-hidden /> : <ArrowDown aria-hidden />)}
                </button>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
