import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { SNAPSHOT_BLOCK_ROWS, SNAPSHOT_FORMAT } from "@docket/schema/snapshot";
import type { SnapshotRow } from "@docket/schema/snapshot";
import { canAccessView, canSeeLabel, canSeePerson, hasWorkspaceRole, projectIdsFor } from "../../access/access.ts";
import { folderFields } from "../../entities/folder/row.ts";
import { labelFields } from "../../entities/label/row.ts";
import { projectFields } from "../../entities/project/row.ts";
import { viewFields } from "../../entities/view/row.ts";
import type { Actor } from "../../runtime/actor.ts";
import { blockQuery, namesOf, projectColumns, selected } from "./block.ts";

/** The fields with the same value in all live entities of a workspace. */
const COMMON = { workspaceId: "(SELECT workspace_id FROM reader)", deletedAt: "NULL" };

/**
 * Builds the statement that reads what a snapshot of a workspace contains besides its projects' contents: one row with a
 * `line` for the head and for each block. It returns no rows if the actor is not in the workspace.
 */
export function workspaceStatement(actor: Actor, workspaceId: Id): Prisma.Sql {
  const { format, version } = SNAPSHOT_FORMAT;
  const limit = actor.kind === "token" ? actor.workspaceId : null;
  const isAllowed = limit === null ? Prisma.empty : Prisma.sql`AND w.id = ${limit}::uuid`;
  return Prisma.sql`
    WITH reader AS MATERIALIZED (
      SELECT n.workspace_id, n.change_seq, n.epoch FROM workspace_member m
      JOIN workspace w ON w.id = m.workspace_id AND w.deleted_at IS NULL ${isAllowed}
      JOIN workspace_counter n ON n.workspace_id = m.workspace_id
      WHERE m.workspace_id = ${workspaceId}::uuid AND m.user_id = ${actor.userId}::uuid
    ), visible_project AS MATERIALIZED (
      SELECT t.workspace_id, t.id, row_number() OVER (ORDER BY t.archived_at IS NOT NULL, m.rank, t.id) - 1 AS n
      FROM reader JOIN project_member m ON m.workspace_id = reader.workspace_id AND m.user_id = ${actor.userId}::uuid
      JOIN project t ON t.workspace_id = m.workspace_id AND t.id = m.project_id
      WHERE t.id IN (${projectIdsFor(actor, workspaceId, "viewer")})
    )
    SELECT json_build_object('kind', 'workspace', 'format', ${format}::text, 'version', ${version}::int,
      'seq', change_seq::text, 'epoch', epoch,
      'projectIds', (SELECT coalesce(json_agg(id ORDER BY n), '[]') FROM visible_project))::text AS line
    FROM reader
    ${Prisma.join(
      blocksFor(actor, workspaceId).map((block) => Prisma.sql`UNION ALL ${block}`),
      " ",
    )}`;
}

/** Returns whether an actor can read projects, folders and views. A token needs the scope of `project.list`. */
export function canReadProjects(actor: Actor): boolean {
  return actor.kind !== "token" || actor.scopes.includes("projects:read");
}

function blocksFor(actor: Actor, workspaceId: Id): Prisma.Sql[] {
  const people = Prisma.sql`SELECT wm.user_id AS "userId", u.name, ${blockNumber("wm.created_at, wm.user_id")}
    FROM reader JOIN workspace_member wm ON wm.workspace_id = reader.workspace_id
    JOIN user_account u ON u.id = wm.user_id WHERE ${canSeePerson(actor, workspaceId)}`;
  const projects = Prisma.sql`SELECT ${projectColumns(COMMON)}, p.n / ${SNAPSHOT_BLOCK_ROWS} AS n
    FROM visible_project p JOIN project t ON t.workspace_id = p.workspace_id AND t.id = p.id
    JOIN project_member m ON m.workspace_id = t.workspace_id AND m.project_id = t.id AND m.user_id = ${actor.userId}::uuid
    LEFT JOIN folder d ON d.workspace_id = t.workspace_id AND d.id = m.folder_id ORDER BY p.n`;
  const folders = Prisma.sql`SELECT ${selected(folderFields, ["parentId"], COMMON)},
      CASE WHEN p.deleted_at IS NULL THEN t.parent_id END AS "parentId", ${blockNumber("t.rank, t.id")}
    FROM reader JOIN folder t ON t.workspace_id = reader.workspace_id AND t.deleted_at IS NULL
    LEFT JOIN folder p ON p.workspace_id = t.workspace_id AND p.id = t.parent_id
    WHERE t.user_id = ${actor.userId}::uuid AND ${hasWorkspaceRole(actor, workspaceId, "guest")}`;
  const labels = Prisma.sql`SELECT ${selected(labelFields, [], COMMON)}, ${blockNumber("t.rank, t.id")}
    FROM reader JOIN label t ON t.workspace_id = reader.workspace_id AND t.deleted_at IS NULL
    WHERE t.id IN (SELECT l.id FROM label l WHERE l.workspace_id = ${workspaceId}::uuid AND ${canSeeLabel(actor, workspaceId)})`;
  const views = Prisma.sql`SELECT ${selected(viewFields, [], COMMON)}, ${blockNumber("t.rank, t.id")}
    FROM reader JOIN view t ON t.workspace_id = reader.workspace_id AND t.deleted_at IS NULL
    WHERE ${canAccessView(actor, workspaceId, "see")}`;
  return [
    blocks("person", ["userId", "name"], people),
    blocks("project", Object.keys(projectFields), projects),
    blocks("folder", Object.keys(folderFields), folders),
    blocks("label", Object.keys(labelFields), labels),
    blocks("view", Object.keys(viewFields), views),
  ];
}

/** Returns the number of the block that contains a row, in this order. */
function blockNumber(order: string): Prisma.Sql {
  return Prisma.sql`(row_number() OVER (ORDER BY ${Prisma.raw(order)}) - 1) / ${SNAPSHOT_BLOCK_ROWS} AS n`;
}

function blocks(kind: SnapshotRow["kind"], names: string[], rows: Prisma.Sql): Prisma.Sql {
  return blockQuery(kind, namesOf(names, COMMON), rows, "GROUP BY f.n", COMMON);
}
