import type { Prisma } from "@docket/db/generated/client";
import { View } from "@docket/schema/view";
import type { RowWrite } from "../../log/command/write-rows.ts";

export type ViewRow = Prisma.ViewGetPayload<object>;

/** Converts a database row to a saved view. */
export function toView(row: ViewRow): View {
  return View.parse({
    ...row,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
  });
}

/** Returns the columns of a view that can change; the inverse of {@link toView}. */
export function viewColumns(view: View): RowWrite {
  return {
    id: view.id,
    version: view.version,
    name: view.name,
    color: view.color,
    filter: view.filter,
    layout: view.layout,
    group_by: view.groupBy,
    sort_by: view.sortBy,
    direction: view.direction,
    rank: view.rank,
    deleted_at: view.deletedAt,
  };
}
