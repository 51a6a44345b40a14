import type { TableColumn } from "../../entities/view/column.ts";

/**
 * Widths of the first two columns, which stay visible during horizontal scrolling. The title takes the remaining width.
 */
const DONE = "3rem";
const TITLE = "clamp(9rem, 32vw, 22rem)";

/** Widths of the other columns, in rem. */
const WIDTHS: Record<Exclude<TableColumn, "done" | "title">, number> = {
  status: 8,
  priority: 8,
  due: 11,
  start: 11,
  deadline: 9,
  labels: 14,
  assignees: 12,
  place: 13,
  created: 12,
  updated: 12,
};

/** Returns the CSS grid template for the columns and the minimum width of the grid. */
export function gridWidths(columns: readonly TableColumn[]): { template: string; total: string } {
  const others = columns.flatMap((column) => (column === "done" || column === "title" ? [] : WIDTHS[column]));
  const sum = others.reduce((sum, width) => sum + width, 0);
  return {
    template: [DONE, `minmax(${TITLE}, 1fr)`, ...others.map((width) => `${width}rem`)].join(" "),
    total: `calc(${DONE} + ${TITLE} + ${sum}rem)`,
  };
}
