import type { Section as SectionRow } from "@docket/db/generated/client";
import type { Section } from "@docket/schema/section";
import type { FieldsOf } from "../field.ts";
import { fieldsIn, fixed, readEntity } from "../field.ts";

const { plain, instant } = fieldsIn<SectionRow>();

/** How the fields of a section are stored. */
export const sectionFields: FieldsOf<Section, SectionRow> = {
  workspaceId: fixed(plain("workspaceId")),
  id: fixed(plain("id")),
  projectId: plain("projectId"),
  name: plain("name"),
  rank: plain("rank"),
  isDoneColumn: plain("isDoneColumn"),
  version: plain("version"),
  createdBy: fixed(plain("createdBy")),
  createdAt: fixed(instant("createdAt")),
  updatedAt: instant("updatedAt"),
  deletedAt: instant("deletedAt"),
  deletedRoot: plain("deletedRoot"),
};

/** Converts a database row to a section. */
export function toSection(row: SectionRow): Section {
  return readEntity(sectionFields, row);
}
