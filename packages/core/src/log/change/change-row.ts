import { Prisma } from "@docket/db/generated/client";
import type { Change } from "@docket/schema/change";
import { Comment } from "@docket/schema/comment";
import { Folder } from "@docket/schema/folder";
import type { Id } from "@docket/schema/id";
import { Label } from "@docket/schema/label";
import { Section } from "@docket/schema/section";
import { Task } from "@docket/schema/task";
import { View } from "@docket/schema/view";
import { canSeeTrashedComment } from "../../access/access.ts";
import type { Actor } from "../../runtime/actor.ts";
import type { Fields } from "../../runtime/json.ts";
import { isTracked } from "../record.ts";

/** A row of the change log. */
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
  /** Whether the change is to a comment whose text the reader currently can't read. */
  is_withheld: boolean;
};

const COLUMNS = Prisma.sql`c.seq, c.command_id, c.actor_id, c.project_id, c.entity, c.entity_id, c.op, c.version, c.before, c.after, c.at`;

/**
 * Returns the columns of {@link ChangeRow} for this reader, from the table alias `c`. The text of a trashed comment is
 * returned only to readers who can see it in the trash. The text of a purged comment is never returned.
 */
export function changeColumns(actor: Actor, workspaceId: Id): Prisma.Sql {
  return Prisma.sql`${COLUMNS},
    c.entity = 'comment' AND NOT EXISTS (
      SELECT 1 FROM comment s JOIN task t ON t.workspace_id = s.workspace_id AND t.id = s.task_id
      WHERE s.workspace_id = c.workspace_id AND s.id = c.entity_id
        AND (s.deleted_at IS NULL OR ${canSeeTrashedComment(actor, workspaceId)})) AS is_withheld`;
}

/** An entry of the change log with its audience, read without the permissions of a reader. */
export type SharedChangeRow = ChangeRow & { audience: Id | null };

/**
 * Returns the columns of {@link SharedChangeRow} from the table alias `c`. `is_withheld` is true for all comments that are
 * not live: each reader's own statement must decide whether that reader can read their text.
 */
export function sharedChangeColumns(): Prisma.Sql {
  return Prisma.sql`${COLUMNS}, c.audience,
    c.entity = 'comment' AND NOT EXISTS (
      SELECT 1 FROM comment s WHERE s.workspace_id = c.workspace_id AND s.id = c.entity_id AND s.deleted_at IS NULL) AS is_withheld`;
}

/** Returns whether only a reader's own statement can decide whether and how they can read an entry. */
export function dependsOnReader(row: SharedChangeRow): boolean {
  if (row.entity === "label") return row.audience === null;
  return row.is_withheld && [row.before, row.after].some((fields) => fields !== null && "body" in fields);
}

/**
 * Returns whether an entry can have changed how older entries are read: the text of a comment in the trash, or of
 * anything that was purged, must no longer be sent.
 */
export function affectsOlderEntries({ entity, op }: ChangeRow): boolean {
  return op === "purge" || (entity === "comment" && op !== "create" && op !== "update");
}

/**
 * Converts a row to the change as this reader may see it.
 *
 * @param readable ids of the projects that the reader can currently see
 */
export function toChange(workspaceId: Id, row: ChangeRow, readable: ReadonlySet<Id>): Change {
  const shown = (fields: Fields | null) => masked(row.is_withheld ? withoutBody(fields) : fields, readable);
  const after = shown(row.after);
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
    before: shown(row.before),
    after,
    isWhole: after === row.after && isWhole(row),
    at: row.at.toISOString(),
  };
}

/** The names of the fields of the entities, without those that the change itself contains. */
const FIELD_NAMES = new Map(
  Object.entries({ comment: Comment, folder: Folder, label: Label, section: Section, task: Task, view: View }).map(
    ([entity, { shape }]) => [entity, Object.keys(shape).filter(isTracked)],
  ),
);

/** Returns whether an entry contains all fields of its entity. Entries of earlier versions may lack newer fields. */
function isWhole({ entity, op, after }: ChangeRow): boolean {
  if (after === null || (op !== "create" && !("createdAt" in after))) return false;
  return FIELD_NAMES.get(entity)?.every((name) => name in after) === true;
}

function withoutBody(fields: Fields | null): Fields | null {
  return fields !== null && "body" in fields ? { ...fields, body: null } : fields;
}

/** Fields whose values identify a project or an entity in it. */
const WITHIN_PROJECT = new Set(["projectId", "sectionId", "parentId", "number"]);

/** Removes values that identify a project that the reader can't see. */
function masked(fields: Fields | null, readable: ReadonlySet<Id>): Fields | null {
  const projectId = fields?.["projectId"];
  if (fields === null || typeof projectId !== "string" || readable.has(projectId)) return fields;
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, WITHIN_PROJECT.has(name) ? null : value]),
  );
}
