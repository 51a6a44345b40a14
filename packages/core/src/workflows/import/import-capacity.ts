import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { message } from "@docket/schema/message";
import type { TemplateMessage } from "@docket/schema/message";
import { canSeeLabel } from "../../access/access.ts";
import type { KnownRow } from "../../entities/origin/known-row.ts";
import type { Ctx, Tx } from "../../runtime/ctx.ts";
import { countEntities, ENTITY_LIMITS, limitReached } from "../../runtime/entity-limit.ts";
import type { DomainError } from "../../runtime/error.ts";
import type { ReadImport, ReadProject } from "./read-import-file.ts";
import type { RowGroup } from "./row-group.ts";

/** The project that an earlier import created for a project in the file, and its existing rows, keyed by source id. */
export type ImportTarget = { id: Id; known: Map<string, KnownRow> };

type Counted = RowGroup & { holderId: Id | undefined; count: number };

/**
 * Checks that a project in a file does not exceed the limits on sections per project and on sub-tasks and comments per
 * task. Rows that the target already has are counted too.
 *
 * @param target null for a project that the import will create
 * @throws DomainError `conflict` with the exceeded limit and the location in the file
 */
export async function assertProjectCapacity(
  db: Tx,
  workspaceId: Id,
  { file, groups }: ReadProject,
  target: ImportTarget | null,
): Promise<void> {
  // Safe because the reader creates the JSON with `groupRows`.
  const growing = (JSON.parse(groups) as RowGroup[])
    .map((group): Counted => {
      const holderId = group.entity === "section" ? target?.id : target?.known.get(group.holder)?.entityId;
      return { ...group, holderId, count: group.rows.filter((row) => target?.known.has(row) !== true).length };
    })
    .filter(({ count }) => count > 0);
  const present = target === null ? new Map<string, number>() : await countPresent(db, workspaceId, growing);
  for (const { entity, count, holder, holderId, name, line } of growing) {
    const total = count + (present.get(presentKey(entity, holderId ?? holder)) ?? 0);
    if (total <= ENTITY_LIMITS[entity].max) continue;
    const where = line === null ? file : message`${file}, line ${line}`;
    throw tooMany(entity, message`“${name}” (${where}) would have ${total}.`, {
      count: total,
      name,
      file,
      line,
    });
  }
}

/**
 * Returns how many entities of each kind the target project and its tasks already contain. Includes trashed ones,
 * because they count towards the limits.
 */
async function countPresent(db: Tx, workspaceId: Id, groups: Counted[]): Promise<Map<string, number>> {
  const holders = (entity: RowGroup["entity"]) =>
    groups.flatMap((group) => (group.entity === entity ? (group.holderId ?? []) : []));
  const counted = (entity: RowGroup["entity"], column: string, table: string) => Prisma.sql`
    SELECT ${entity} AS entity, ${Prisma.raw(column)} AS holder, count(*)::int AS count FROM ${Prisma.raw(table)}
    WHERE workspace_id = ${workspaceId}::uuid AND ${Prisma.raw(column)} = ANY(${holders(entity)}::uuid[]) GROUP BY 2`;
  const rows = await db.$queryRaw<{ entity: RowGroup["entity"]; holder: Id; count: number }[]>`
    ${counted("section", "project_id", "section")}
    UNION ALL ${counted("subtask", "parent_id", "task")}
    UNION ALL ${counted("comment", "task_id", "comment")}`;
  return new Map(rows.map(({ entity, holder, count }) => [presentKey(entity, holder), count]));
}

function presentKey(entity: RowGroup["entity"], holder: string): string {
  return `${entity} ${holder}`;
}

/**
 * Checks that importing a file would not exceed the importing user's limits on projects and labels in the workspace.
 *
 * @param newProjects number of the file's projects that no earlier import created
 * @throws DomainError `conflict`
 */
export async function assertWorkspaceCapacity(
  ctx: Ctx,
  workspaceId: Id,
  { labelKeys }: Pick<ReadImport, "labelKeys">,
  newProjects: number,
): Promise<void> {
  const added = { project: newProjects, label: await countNewLabels(ctx, workspaceId, labelKeys) };
  for (const entity of ["project", "label"] as const) {
    if (added[entity] === 0) continue;
    const place = { workspaceId, userId: ctx.actor.userId };
    const count = added[entity] + (await countEntities(ctx.db, entity, place));
    if (count <= ENTITY_LIMITS[entity].max) continue;
    throw tooMany(entity, message`With this file there would be ${count}.`, { count });
  }
}

/** Returns how many labels the import would create: those in the file that the actor can't see in the workspace. */
async function countNewLabels({ db, actor }: Ctx, workspaceId: Id, labelKeys: string): Promise<number> {
  const [missing] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM jsonb_array_elements_text(${labelKeys}::jsonb) AS named(key)
    WHERE NOT EXISTS (
      SELECT 1 FROM label l WHERE l.workspace_id = ${workspaceId}::uuid AND l.name_folded = named.key
        AND l.deleted_at IS NULL AND ${canSeeLabel(actor, workspaceId)})`;
  return missing?.count ?? 0;
}

function tooMany(
  entity: RowGroup["entity"] | "project" | "label",
  sentence: TemplateMessage,
  details: Record<string, string | number | null>,
): DomainError {
  return limitReached(entity, { sentence: message`${sentence} Nothing was imported.`, details });
}
