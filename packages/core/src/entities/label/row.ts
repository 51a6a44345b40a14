import type { Label as StoredLabel } from "@docket/db/generated/client";
import { Color } from "@docket/schema/color";
import type { Label } from "@docket/schema/label";
import type { FieldsOf } from "../field.ts";
import { fieldsIn, fixed, readEntity } from "../field.ts";

/** The columns of a label that queries select. */
export type LabelRow = Omit<StoredLabel, "nameFolded">;

const { plain, instant, parsed } = fieldsIn<LabelRow>();

/** How the fields of a label are stored. */
export const labelFields: FieldsOf<Label, LabelRow> = {
  workspaceId: fixed(plain("workspaceId")),
  id: fixed(plain("id")),
  name: plain("name"),
  color: parsed("color", Color),
  rank: plain("rank"),
  version: plain("version"),
  createdBy: fixed(plain("createdBy")),
  createdAt: fixed(instant("createdAt")),
  updatedAt: instant("updatedAt"),
  deletedAt: instant("deletedAt"),
};

/** Converts a row to a label. */
export function toLabel(row: LabelRow): Label {
  return readEntity(labelFields, row);
}
