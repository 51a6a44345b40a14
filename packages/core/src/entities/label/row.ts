import type { Label as StoredLabel } from "@docket/db/generated/client";
import { Color } from "@docket/schema/color";
import type { Label } from "@docket/schema/label";
import { labelKey } from "@docket/schema/label";
import type { RowWrite } from "../../log/command/write-rows.ts";

/** The columns of a label that queries select. */
export type LabelRow = Omit<StoredLabel, "nameFolded">;

/** Converts a row to a label. */
export function toLabel(row: LabelRow): Label {
  return {
    workspaceId: row.workspaceId,
    id: row.id,
    name: row.name,
    color: Color.parse(row.color),
    rank: row.rank,
    version: row.version,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
  };
}

/** Returns the changeable columns of a label; the inverse of {@link toLabel}. */
export function labelColumns(label: Label): RowWrite {
  return {
    id: label.id,
    version: label.version,
    name: label.name,
    name_folded: labelKey(label.name),
    color: label.color,
    rank: label.rank,
    deleted_at: label.deletedAt,
  };
}
