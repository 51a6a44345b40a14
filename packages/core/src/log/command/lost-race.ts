import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { Tx } from "../../runtime/ctx.ts";

/**
 * Tables with versioned rows that commands change, in locking order. The fixed order prevents deadlocks between
 * commands that lock several tables.
 */
const LOCK_ORDER = ["project", "folder", "label", "view", "section", "task", "comment", "reminder"] as const;
export type VersionedTable = (typeof LOCK_ORDER)[number];

/** Rows of one table. */
export type RowSet = { table: VersionedTable; ids: Id[] };

/**
 * Error thrown by a command's `run` if another writer changed the rows first. The command then runs again on the newer
 * rows.
 */
export class LostRace extends Error {
  /** The rows that another writer changed, if known. The next attempt locks them before reading them. */
  readonly rows: RowSet | null;

  constructor(rows: RowSet | null = null) {
    super("Another writer was faster.");
    this.name = "LostRace";
    this.rows = rows;
  }
}

/**
 * Locks rows until the end of the transaction, so that they can't change between being read and written. A command that
 * lost a race therefore waits for its turn instead of losing again. Readers are not blocked. Projects are locked before
 * their contents, as everywhere in Docket.
 */
export async function lockRows(tx: Tx, workspaceId: Id, sets: readonly RowSet[]): Promise<void> {
  const idsOf = (table: VersionedTable) => sets.filter((set) => set.table === table).flatMap(({ ids }) => ids);
  const projects = await tx.$queryRaw<{ id: Id }[]>`
    SELECT project_id AS id FROM task WHERE workspace_id = ${workspaceId}::uuid AND id = ANY(${idsOf("task")}::uuid[])
    UNION
    SELECT project_id FROM section WHERE workspace_id = ${workspaceId}::uuid AND id = ANY(${idsOf("section")}::uuid[])`;
  const projectIds = projects.map((home) => home.id);
  await lockOrder(tx, workspaceId, [...idsOf("project"), ...projectIds]);
  for (const table of LOCK_ORDER) {
    const ids = idsOf(table);
    if (ids.length === 0) continue;
    await tx.$queryRaw`
      SELECT id FROM ${Prisma.raw(table)} WHERE workspace_id = ${workspaceId}::uuid AND id = ANY(${ids}::uuid[])
      ORDER BY id FOR NO KEY UPDATE`;
  }
}

/**
 * Locks the order within projects against concurrent moves until the transaction ends. Reads and edits are not blocked.
 */
export async function lockOrder(tx: Tx, workspaceId: Id, projectIds: Id[]): Promise<void> {
  // All transactions lock projects in the same order, so that two moves between the same projects can't deadlock.
  await tx.$queryRaw`
    SELECT id FROM project WHERE workspace_id = ${workspaceId}::uuid AND id = ANY(${[...new Set(projectIds)]}::uuid[])
    ORDER BY id FOR NO KEY UPDATE`;
}
