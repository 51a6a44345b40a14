import type { Id } from "@docket/schema/id";
import type { ImportForeign } from "@docket/schema/import";
import { membershipFor } from "../../access/access.ts";
import type { Actor } from "../../runtime/actor.ts";
import type { Ref, Tx } from "../../runtime/ctx.ts";

export type Entity = "project" | "section" | "task" | "comment" | "label";

/** An entity created by an earlier import. */
export type KnownRow = { entity: string; entityId: Id };

/** Maximum number of source ids per statement. */
const CHUNK = 1_000;

/**
 * Returns the key under which a row's origin is stored: its source id, scoped to the project into which it was
 * imported. The source id alone is not enough: if a second user imported the same file, it would match rows in a
 * project that they can't see.
 */
export function originKey(sourceId: string, projectId: Id): string {
  return `${sourceId}@${projectId}`;
}

/**
 * Returns the projects that earlier imports from `source` created, including those in the trash. Only projects that the
 * actor can edit are returned; a project that is not found is imported as new.
 *
 * @returns the projects, keyed by source id; if several match, the first that is not in the trash, otherwise the first
 */
export async function findKnownProjects(
  db: Tx,
  actor: Actor,
  workspaceId: Id,
  source: string,
): Promise<Map<string, { id: Id; name: string; isTrashed: boolean }>> {
  const projects = await db.project.findMany({
    where: { workspaceId, AND: membershipFor(actor, "editor") },
    select: { id: true, name: true, deletedAt: true },
    orderBy: { id: "asc" },
  });
  const byId = new Map(projects.map((project) => [project.id, project]));
  const refs = await db.foreignRef.findMany({
    where: { workspaceId, source, entity: "project", entityId: { in: [...byId.keys()] } },
    select: { sourceId: true, entityId: true },
    orderBy: { entityId: "asc" },
  });
  const found = new Map<string, { id: Id; name: string; isTrashed: boolean }>();
  for (const { sourceId, entityId } of refs) {
    const project = byId.get(entityId);
    const key = sourceId.slice(0, sourceId.lastIndexOf("@"));
    const known = found.get(key);
    if (!project || (known && !known.isTrashed)) continue;
    if (known && project.deletedAt !== null) continue;
    found.set(key, { id: project.id, name: project.name, isTrashed: project.deletedAt !== null });
  }
  return found;
}

/**
 * Returns the rows that earlier imports created in this project. They may have been moved or trashed since. Purged rows
 * are not returned.
 *
 * @returns the rows, keyed by source id
 */
export async function findKnownRows(
  db: Tx,
  workspaceId: Id,
  source: string,
  projectId: Id,
  sourceIds: string[],
): Promise<Map<string, KnownRow>> {
  const found = new Map<string, KnownRow>();
  for (let start = 0; start < sourceIds.length; start += CHUNK) {
    const keys = sourceIds.slice(start, start + CHUNK).map((sourceId) => originKey(sourceId, projectId));
    const refs = await db.foreignRef.findMany({
      where: { workspaceId, source, sourceId: { in: keys } },
      select: { sourceId: true, entity: true, entityId: true },
    });
    const living = await existingIds(db, workspaceId, refs);
    for (const { sourceId, ...ref } of refs) {
      if (living.has(ref.entityId)) found.set(sourceId.slice(0, sourceId.lastIndexOf("@")), ref);
    }
  }
  return found;
}

async function existingIds(db: Tx, workspaceId: Id, refs: KnownRow[]): Promise<Set<Id>> {
  const idsOf = (entity: Entity) => refs.filter((ref) => ref.entity === entity).map((ref) => ref.entityId);
  const where = (entity: Entity) => ({ where: { workspaceId, id: { in: idsOf(entity) } }, select: { id: true } });
  const rows = [
    ...(await db.project.findMany(where("project"))),
    ...(await db.section.findMany(where("section"))),
    ...(await db.task.findMany(where("task"))),
    ...(await db.comment.findMany(where("comment"))),
  ];
  return new Set(rows.map((row) => row.id));
}

/**
 * Deletes the import origins of the given entities and of their comments, including the unmapped source columns stored
 * with them. Call it before purging the entities, in the same transaction.
 */
export async function deleteOrigins(db: Tx, workspaceId: Id, ids: Id[]): Promise<void> {
  await db.$executeRaw`
    DELETE FROM foreign_ref f WHERE f.workspace_id = ${workspaceId}::uuid AND f.entity_id IN (
      SELECT unnest(${ids}::uuid[])
      UNION ALL SELECT c.id FROM comment c WHERE c.workspace_id = ${workspaceId}::uuid AND c.task_id = ANY(${ids}::uuid[]))`;
}

/** Deletes the import origins of a project and of everything in it. Call it before purging the project. */
export async function deleteOriginsInProject(db: Tx, { workspaceId, id }: Ref): Promise<void> {
  await db.$executeRaw`
    DELETE FROM foreign_ref f WHERE f.workspace_id = ${workspaceId}::uuid AND f.entity_id IN (
      SELECT ${id}::uuid
      UNION ALL SELECT s.id FROM section s WHERE s.workspace_id = ${workspaceId}::uuid AND s.project_id = ${id}::uuid
      UNION ALL SELECT t.id FROM task t WHERE t.workspace_id = ${workspaceId}::uuid AND t.project_id = ${id}::uuid
      UNION ALL SELECT c.id FROM task t JOIN comment c ON c.workspace_id = t.workspace_id AND c.task_id = t.id
        WHERE t.workspace_id = ${workspaceId}::uuid AND t.project_id = ${id}::uuid)`;
}

/** Origin of an imported entity, and the source columns that have no corresponding field in Docket. */
export type Origin = { entity: Entity; entityId: Id; key: string; extra: ImportForeign };

/** Stores the origins of entities. They replace the origins of purged entities with the same key. */
export async function insertOrigins(
  db: Tx,
  job: { workspaceId: Id; id: Id; source: string },
  origins: Origin[],
  now: Date,
): Promise<void> {
  if (origins.length === 0) return;
  const { workspaceId, source } = job;
  const keys = origins.map((origin) => origin.key);
  await db.foreignRef.deleteMany({ where: { workspaceId, source, sourceId: { in: keys } } });
  const rows = origins.map(({ entity, entityId, key, extra }) => ({
    entity,
    entity_id: entityId,
    source_id: key,
    extra,
  }));
  await db.$executeRaw`
    INSERT INTO foreign_ref (workspace_id, source, source_id, entity, entity_id, import_id, extra, created_at)
    SELECT ${workspaceId}::uuid, ${source}, r.source_id, r.entity, r.entity_id, ${job.id}::uuid, r.extra, ${now}
    FROM jsonb_populate_recordset(null::foreign_ref, ${JSON.stringify(rows)}::jsonb) r`;
}
