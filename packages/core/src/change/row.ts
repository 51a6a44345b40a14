import { Prisma } from "@docket/db/generated/client";
import type { Change } from "@docket/schema/change";
import type { Id } from "@docket/schema/id";
import type { Fields } from "../command/record.ts";

/** A line of the change log as the database gives it. */
export type ChangeRow = {
  seq: bigint;
  command_id: Id;
  actor_id: Id;
  project_id: Id | null;
  entity: string;
  entity_id: Id;
  op: Change["op"];
  version: number | null;
  before: Fields | null;
  after: Fields | null;
  at: Date;
};

/** The columns of {@link ChangeRow}, of the table under the name `c`. */
export const changeColumns = Prisma.sql`c.seq, c.command_id, c.actor_id, c.project_id, c.entity, c.entity_id, c.op, c.version, c.before, c.after, c.at`;

/**
 * A line of the log as its reader may see it.
 *
 * @param readable the projects that the reader can see now
 */
export function toChange(workspaceId: Id, row: ChangeRow, readable: ReadonlySet<Id>): Change {
  return {
    workspaceId,
    seq: row.seq.toString(),
    commandId: row.command_id,
    actorId: row.actor_id,
    projectId: row.project_id,
    entity: row.entity,
    entityId: row.entity_id,
    op: row.op,
    version: row.version,
    before: masked(row.before, readable),
    after: masked(row.after, readable),
    at: row.at.toISOString(),
  };
}

/** Values that lie in a project and would name something of it. */
const WITHIN_PROJECT = new Set(["projectId", "sectionId", "parentId", "number"]);

/** The fields of a line, without what names a project that the reader can't see: that one is only "another project". */
function masked(fields: Fields | null, readable: ReadonlySet<Id>): Fields | null {
  const projectId = fields?.["projectId"];
  if (fields === null || typeof projectId !== "string" || readable.has(projectId)) return fields;
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, WITHIN_PROJECT.has(name) ? null : value]),
  );
}
