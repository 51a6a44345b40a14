import type { Prisma } from "@docket/db/generated/client";
import { View } from "@docket/schema/view";
import type { FieldsOf } from "../field.ts";
import { fieldsIn, fixed, readEntity } from "../field.ts";

export type ViewRow = Prisma.ViewGetPayload<object>;

const { plain, instant, parsed } = fieldsIn<ViewRow>();
const { scope, color, filter, layout, groupBy, sortBy, direction } = View.shape;

/** How the fields of a saved view are stored. */
export const viewFields: FieldsOf<View, ViewRow> = {
  workspaceId: fixed(plain("workspaceId")),
  id: fixed(plain("id")),
  scope: fixed(parsed("scope", scope)),
  ownerId: fixed(plain("ownerId")),
  projectId: fixed(plain("projectId")),
  name: plain("name"),
  color: parsed("color", color),
  filter: parsed("filter", filter),
  layout: parsed("layout", layout),
  groupBy: parsed("groupBy", groupBy),
  sortBy: parsed("sortBy", sortBy),
  direction: parsed("direction", direction),
  rank: plain("rank"),
  version: plain("version"),
  createdBy: fixed(plain("createdBy")),
  createdAt: fixed(instant("createdAt")),
  updatedAt: instant("updatedAt"),
  deletedAt: instant("deletedAt"),
};

/** Converts a database row to a saved view. */
export function toView(row: ViewRow): View {
  return readEntity(viewFields, row);
}
