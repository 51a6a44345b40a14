import type { Section as SectionRow } from "@docket/db/generated/client";
import type { Section } from "@docket/schema/section";
import type { RowWrite } from "../../log/command/write-rows.ts";

/** Converts a database row to a section. */
export function toSection(row: SectionRow): Section {
  return {
    workspaceId: row.workspaceId,
    id: row.id,
    projectId: row.projectId,
    name: row.name,
    rank: row.rank,
    isDoneColumn: row.isDoneColumn,
    version: row.version,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
    deletedRoot: row.deletedRoot,
  };
}

/** Returns the columns of a section that can change; the inverse of {@link toSection}. */
export function sectionColumns(section: Section): RowWrite {
  return {
    id: section.id,
    version: section.version,
    project_id: section.projectId,
    name: section.name,
    rank: section.rank,
    is_done_column: section.isDoneColumn,
    deleted_at: section.deletedAt,
    deleted_root: section.deletedRoot,
  };
}
