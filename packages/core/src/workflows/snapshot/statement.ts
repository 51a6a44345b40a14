import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { MAX_SNAPSHOT_TASKS, SNAPSHOT_BLOCK_ROWS, SNAPSHOT_FORMAT } from "@docket/schema/snapshot";
import type { SnapshotRequest } from "@docket/schema/snapshot";
import { projectIdsFor } from "../../access/access.ts";
import { isStoredUntil } from "../../entities/task/filter.ts";
import { isClosedSql, isOpenSql } from "../../entities/task/status.ts";
import type { Actor } from "../../runtime/actor.ts";
import { labelBlocks, memberBlock, projectColumns, sectionBlock, taskBlock } from "./block.ts";

/**
 * Which tasks a snapshot contains: those closed since an instant or, if there are more than `maxTasks`, those due until
 * a day.
 */
export type SnapshotBounds = { closedSince: string; dueUntil: string; maxTasks?: number };

/**
 * Builds the statement that reads a snapshot: one row with a `line` for the head and for each block. It returns no rows
 * if the actor can't see the project. All rows come from one snapshot of the database, so `seq` in the head is exactly
 * the last change that the snapshot contains.
 *
 * Blocks of tasks are built while the rows are fetched, so that neither the database nor the process holds more than
 * one of them.
 */
export function snapshotStatement(
  actor: Actor,
  { workspaceId, projectId }: SnapshotRequest,
  bounds: SnapshotBounds,
): Prisma.Sql {
  const { tables, lines } = snapshotQuery(actor, { workspaceId, projectId: Prisma.sql`${projectId}::uuid` }, bounds);
  return Prisma.sql`${tables} ${lines}`;
}

/**
 * Builds the statement that reads the snapshots of several projects one after the other, as {@link snapshotStatement}
 * does. It returns no rows for projects that have more than `maxTasks` tasks. For small projects, planning a statement
 * takes longer than running it.
 */
export function smallSnapshotsStatement(
  actor: Actor,
  { workspaceId, projectIds }: { workspaceId: Id; projectIds: Id[] },
  bounds: SnapshotBounds,
): Prisma.Sql {
  const { tables, lines } = snapshotQuery(actor, { workspaceId, projectId: Prisma.sql`wanted.id` }, bounds);
  return Prisma.sql`
    SELECT snapshot.line FROM unnest(${projectIds}::uuid[]) AS wanted(id) CROSS JOIN LATERAL (
      ${tables} SELECT part.line FROM covered CROSS JOIN (${lines}) part WHERE covered.kind = 'all'
    ) snapshot`;
}

type ProjectRequest = { workspaceId: Id; projectId: Prisma.Sql };

/** Builds the common table expressions of a snapshot, and the query for its lines. */
function snapshotQuery(
  actor: Actor,
  request: ProjectRequest,
  bounds: SnapshotBounds,
): { tables: Prisma.Sql; lines: Prisma.Sql } {
  const { closedSince, dueUntil, maxTasks = MAX_SNAPSHOT_TASKS } = bounds;
  const isLive = Prisma.sql`t.workspace_id = target_project.workspace_id AND t.project_id = target_project.id AND t.deleted_at IS NULL`;
  const [isOpen, isClosed] = [isOpenSql("t"), isClosedSql("t")];
  // Only people can see members, as in `member.list`.
  const members = actor.kind === "user" ? Prisma.sql`UNION ALL ${memberBlock}` : Prisma.empty;
  const tables = Prisma.sql`
    WITH RECURSIVE target_project AS MATERIALIZED (${projectQuery(actor, request)}), included AS (
      SELECT t.id FROM target_project JOIN task t ON ${isLive} AND ${isOpen}
      UNION ALL
      SELECT t.id FROM target_project JOIN task t ON ${isLive} AND ${isClosed} AND t.completed_at >= ${closedSince}::timestamptz
      UNION ALL
      SELECT t.id FROM included CROSS JOIN target_project
      JOIN task t ON t.parent_id = included.id AND ${isLive} AND ${isClosed} AND t.completed_at < ${closedSince}::timestamptz
    ), limited AS MATERIALIZED (SELECT id FROM included LIMIT ${maxTasks + 1}), due AS MATERIALIZED (
      SELECT t.id FROM target_project JOIN task t ON ${isLive} AND ${isOpen} AND ${isStoredUntil("due", dueUntil)}
      WHERE (SELECT count(*) FROM limited) > ${maxTasks} LIMIT ${maxTasks + 1}
    ), covered AS MATERIALIZED (
      SELECT CASE WHEN (SELECT count(*) FROM limited) <= ${maxTasks} THEN 'all'
        WHEN (SELECT count(*) FROM due) <= ${maxTasks} THEN 'due' ELSE 'none' END AS kind
    ), chosen AS MATERIALIZED (
      SELECT id FROM limited, covered WHERE kind = 'all' UNION ALL SELECT id FROM due, covered WHERE kind = 'due'
    ), block AS MATERIALIZED (
      SELECT n / ${SNAPSHOT_BLOCK_ROWS} AS n, array_agg(id ORDER BY id) AS ids
      FROM (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM chosen) numbered GROUP BY 1 ORDER BY 1
    )`;
  const lines = Prisma.sql`
    ${headQuery(bounds)}
    UNION ALL ${sectionBlock} ${members} UNION ALL ${labelBlocks}
    UNION ALL SELECT task.line FROM block, LATERAL (${taskBlock}) task`;
  return { tables, lines };
}

/** The project as the actor sees it, and the position in the change log. */
function projectQuery(actor: Actor, { workspaceId, projectId }: ProjectRequest): Prisma.Sql {
  return Prisma.sql`
    SELECT t.workspace_id, t.id, m.role = 'manager' AS is_manager, n.change_seq, n.epoch, (SELECT to_json(f) FROM (SELECT ${projectColumns()}) f) AS project
    FROM project t JOIN workspace w ON w.id = t.workspace_id AND w.deleted_at IS NULL
    JOIN workspace_counter n ON n.workspace_id = t.workspace_id
    JOIN project_member m ON m.workspace_id = t.workspace_id AND m.project_id = t.id AND m.user_id = ${actor.userId}::uuid
    LEFT JOIN folder d ON d.workspace_id = t.workspace_id AND d.id = m.folder_id
    WHERE t.workspace_id = ${workspaceId}::uuid AND t.id = ${projectId}
      AND t.id IN (${projectIdsFor(actor, workspaceId, "viewer")})`;
}

function headQuery({ closedSince, dueUntil }: SnapshotBounds): Prisma.Sql {
  const { format, version } = SNAPSHOT_FORMAT;
  return Prisma.sql`
    SELECT json_build_object('kind', 'head', 'format', ${format}::text, 'version', ${version}::int,
      'seq', target_project.change_seq::text, 'epoch', target_project.epoch, 'covered', json_strip_nulls(json_build_object(
        'kind', covered.kind, 'closedSince', CASE WHEN covered.kind = 'all' THEN ${closedSince}::text END,
        'dueUntil', CASE WHEN covered.kind = 'due' THEN ${dueUntil}::text END)),
      'tasks', (SELECT count(*) FROM chosen), 'project', target_project.project)::text AS line
    FROM target_project, covered`;
}
