import type { AppRouter } from "@docket/api/root";
import { memberRowId } from "@docket/replica/transport";
import type { Coverage, Entity, Row, RowsAt, Snapshot, Transport } from "@docket/replica/transport";
import type { Id } from "@docket/schema/id";
import { SNAPSHOT_PATH, parseSnapshot, rowsOf } from "@docket/schema/snapshot";
import type { SnapshotCoverage, SnapshotHead, SnapshotRow, WorkspaceSnapshotHead } from "@docket/schema/snapshot";
import type { ReadEntities } from "@docket/schema/sync";
import type { TRPCClient } from "@trpc/client";
import { hasCode, isDocketError, isUnknownAddress, retryAfterIn } from "../trpc/api-error.ts";
import { takeCommandSeq } from "../trpc/command-seq.ts";
import { completeList } from "../trpc/complete-list.ts";
import { fetchOwnAnswer, refreshSession, userHeaders } from "../trpc/fetch.ts";
import type { TaskListInput } from "./task-list.ts";

/** Maximum number of items in a page of the API. */
const PAGE_SIZE = 100;
/** Maximum number of pages of tasks that are read for a restored label or a task with sub-tasks. */
const MAX_TASK_PAGES = 100;
/** Maximum time that a response can ask a client to wait, in milliseconds. A proxy may ask for a day. */
const MAX_RETRY_AFTER_MS = 5 * 60_000;

const WORKSPACE_LOST = new Error("The reader is not in the workspace any more.");
const SESSION_ENDED = new Error("The session has ended.");

type EntityRow = { entity: Entity; row: Row };

/** Connects a replica with the server through the typed client. */
export function createTransport(client: TRPCClient<AppRouter>, workspaceId: Id): Transport {
  // Not `getUntypedClient`, because importing its module here would load all links of tRPC with the first page.
  const procedures = client as unknown as Record<
    string,
    Record<string, { mutate: (input: object) => Promise<unknown> }>
  >;
  const input = { workspaceId, limit: PAGE_SIZE };

  const readById = async (kind: ReadEntities["kind"], ids: readonly Id[]): Promise<RowsAt> => {
    const { seq, rows } = await client.sync.read.query({ workspaceId, kind, ids: [...ids] });
    return { seq, rows: rows.flatMap(({ kind, row }) => toRows(kind, [row])) };
  };
  /** Reads lists. They contain at least the changes up to the position, because it is read first. */
  const readAfterPosition = async (read: () => Promise<EntityRow[]>): Promise<RowsAt> => {
    // Only the position is used, so any ID will do.
    const { seq } = await readById("project", [workspaceId]);
    return { seq, rows: await read() };
  };
  const listTasks = async (filter: TaskListInput["filter"]) =>
    (await completeList((more) => client.task.list.query({ ...input, filter, ...more }), MAX_TASK_PAGES)).items;
  const listMembers = async (projectId: Id) =>
    (await completeList((more) => client.member.list.query({ ...input, projectId, ...more }))).items;

  return {
    snapshot: async (): Promise<Snapshot> => {
      const read = await readSnapshot(workspaceId);
      if (!read) throw WORKSPACE_LOST;
      return read;
    },
    project: async (id) => (await readSnapshot(workspaceId, id)) ?? { ...(await readById("project", [id])), rows: [] },
    read: async (entity, ids) => {
      if (entity === "member") {
        const projectIds = [...new Set(ids.map((id) => id.slice(0, id.indexOf(":"))))];
        return readAfterPosition(async () => (await allVisible(projectIds, listMembers)).flat().map(memberRow));
      }
      if (entity === "workspace_member")
        return readAfterPosition(async () =>
          (await completeList((more) => client.workspace.listMembers.query({ ...input, ...more }))).items.map(
            personRow,
          ),
        );
      // Comments can't be read by their IDs. They are read with their task.
      return readById(entity === "comment" ? "task" : entity, ids);
    },
    subtasks: async (taskIds) =>
      readAfterPosition(async () => {
        const read = (parentId: Id) => listTasks({ parentId, status: "any", isArchived: "any" });
        return toRows("task", (await allVisible(taskIds, read)).flat());
      }),
    labelTasks: async (labelId) =>
      readAfterPosition(async () => {
        const read = (id: Id) => listTasks({ labelId: id, status: "any", isArchived: "any" });
        return toRows("task", (await allVisible([labelId], read)).flat());
      }),
    taskDetails: async (taskId) => {
      const [task] = await allVisible([taskId], (id) => client.task.get.query({ workspaceId, id }));
      if (!task) return { ...(await readById("task", [taskId])), rows: [] };
      const { seq, ...row } = task;
      const readPage = (more: { cursor?: string }) => client.comment.list.query({ ...input, taskId, ...more });
      const comments = await completeList(readPage);
      const held = comments.nextCursor === null ? row : { ...row, hasMoreComments: true };
      return { seq, rows: [...toRows("task", [held]), ...toRows("comment", comments.items)] };
    },
    send: async ({ commandId, path, input: fields }) => {
      const [entity = "", verb = ""] = path.split(".");
      const answer = await procedures[entity]?.[verb]?.mutate({ ...fields, workspaceId, commandId });
      return { seq: takeCommandSeq(commandId), answer };
    },
    retryDelay,
    // Rejected commands and other reads are repeated. If it is their session that has ended, the stream ends, too.
    closedReason: (error) => (error === WORKSPACE_LOST ? "workspace" : error === SESSION_ENDED ? "credential" : null),
  };
}

/** Combines rows with their entity. Safe because all rows of these lists have an ID and a version. */
function toRows(entity: Entity, rows: readonly object[]): EntityRow[] {
  return rows.map((row) => ({ entity, row: row as Row }));
}

function memberRow(member: { projectId: Id; userId: Id }): EntityRow {
  return { entity: "member", row: { ...member, id: memberRowId(member.projectId, member.userId), version: 0 } };
}

function personRow(person: { userId: Id }): EntityRow {
  return { entity: "workspace_member", row: { ...person, id: person.userId, version: 0 } };
}

function snapshotRows({ kind, row }: SnapshotRow): EntityRow[] {
  if (kind === "member") return [memberRow(row)];
  if (kind === "person") return [personRow(row)];
  return toRows(kind, [row]);
}

/** Reads an entity for each ID, and leaves out those that the reader can't see. */
async function allVisible<Answer>(ids: readonly Id[], read: (id: Id) => Promise<Answer>): Promise<Answer[]> {
  const answers = await Promise.all(
    ids.map(async (id) => {
      try {
        return [await read(id)];
      } catch (error) {
        if (hasCode(error, "not_found")) return [];
        throw error;
      }
    }),
  );
  return answers.flat();
}

/** Reads the snapshot of a workspace or of one of its projects. Returns null if the reader can't see it. */
async function readSnapshot(workspace: Id, project?: Id): Promise<(RowsAt & { epoch: string }) | null> {
  const query = new URLSearchParams({ workspace, ...(project !== undefined && { project }) });
  const request = () => fetchOwnAnswer(`${SNAPSHOT_PATH}?${query.toString()}`, { headers: userHeaders });
  let response = await request();
  if (response.status === 401) {
    const refreshed = await refreshSession();
    if (refreshed === "over") throw SESSION_ENDED;
    if (refreshed === "renewed") response = await request();
  }
  if (response.status === 404) return null;
  if (!response.ok || !response.body) throw new Error(`The snapshot can't be read: ${response.status}`);
  let first: Pick<SnapshotHead, "seq" | "epoch"> | null = null;
  const rows: EntityRow[] = [];
  const coverage: Record<Id, SnapshotCoverage> = {};
  for await (const line of parseSnapshot<SnapshotHead | WorkspaceSnapshotHead>(response.body)) {
    if (line.kind === "head" || line.kind === "workspace") first ??= line;
    if (line.kind === "head") {
      rows.push(...toRows("project", [line.project]));
      coverage[line.project.id] = line.covered;
    } else if (line.kind !== "workspace") for (const row of rowsOf(line)) rows.push(...snapshotRows(row));
  }
  return first && { seq: first.seq, epoch: first.epoch, rows, coverage: coverage satisfies Coverage };
}

/** Errors after which a command is sent again: it was not carried out, or its ID makes repeating it harmless. */
const TEMPORARY = ["unavailable", "timeout", "too_many_requests", "unauthorized"] as const;

/** Returns how long to wait before a command is sent again, in milliseconds, or null if the server has rejected it. */
function retryDelay(error: unknown, pause: number): number | null {
  const isTemporary =
    !isDocketError(error) || TEMPORARY.some((code) => hasCode(error, code)) || isUnknownAddress(error);
  if (!isTemporary) return null;
  const seconds = retryAfterIn(error);
  return seconds === null ? pause : Math.min(seconds * 1_000, MAX_RETRY_AFTER_MS);
}
