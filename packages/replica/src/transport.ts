import type { Change, FeedEvent } from "@docket/schema/change";
import type { Id } from "@docket/schema/id";
import type { SnapshotCoverage } from "@docket/schema/snapshot";

/** The entities that a replica holds. */
export const ENTITIES = [
  "project",
  "section",
  "task",
  "label",
  "folder",
  "view",
  "member",
  "workspace_member",
  "comment",
] as const;
export type Entity = (typeof ENTITIES)[number];

/** Returns whether the replica holds entities of this name. */
export function isReplicated(name: string | undefined): name is Entity {
  return (ENTITIES as readonly (string | undefined)[]).includes(name);
}

/** Returns the ID of the row of a project's member. Those of workspace members are the IDs of the users. */
export function memberRowId(projectId: Id, userId: Id): string {
  return `${projectId}:${userId}`;
}

/** A row as the server stores it, possibly in the trash. Members have no version; that of their rows is 0. */
export type Row = { id: Id; version: number; deletedAt?: string | null; [field: string]: unknown };

/** A change as the feed delivers it. */
export type Line = Change;

/** The events of the feed that change rows. */
export type ReplicaEvent = Extract<FeedEvent, { kind: "changes" | "resync" }>;

/** Which tasks of each project are held. Nothing is known of projects that are missing. */
export type Coverage = Readonly<Record<Id, SnapshotCoverage>>;

/** Why the server answers no more: the reader is no longer in the workspace, or their session has ended. */
export type ClosedReason = "workspace" | "credential";

/** Rows as of position `seq`. Requested rows that are missing don't exist, or the reader can't see them. */
export type RowsAt = {
  seq: string;
  rows: { entity: Entity; row: Row }[];
  /** Which tasks of the projects the rows contain. Only for snapshots and whole projects. */
  coverage?: Coverage;
};

/** Everything that the reader can see, except for comments, as of position `seq` in the log `epoch`. */
export type Snapshot = RowsAt & { epoch: string };

/** A command that the server may not have confirmed, as data: it can be stored, shown, and sent again with the same ID. */
export type Command = {
  commandId: Id;
  workspaceId: Id;
  /** `entity.verb`, the name of the API procedure. */
  path: string;
  input: Readonly<Record<string, unknown>>;
  /** Position in the queue. The order of commands never depends on a clock. */
  position: number;
  /** When the command was created, in milliseconds since 1970. */
  at: number;
  /** The base version after own edits that were confirmed since. It is sent instead of that of the input. */
  currentVersion?: number;
  /** The ranks that it gives to created or moved rows, determined when it was created. */
  ranks?: readonly string[];
  /** For undo: the fields to which it resets rows that the server has already changed. */
  resets?: readonly { entity: Entity; id: Id; fields: Readonly<Record<string, unknown>> }[];
};

/** The answer to a command. `seq` is the position of its last change, or null if it changed nothing. */
export type Answer = { seq: string | null; answer: unknown };

/** The maximum number of rows that are read by ID in one request. */
export const MAX_READ_IDS = 100;

/** The server, as the replica uses it. All methods reject if there is no connection. */
export type Transport = {
  /** Reads everything that the reader can see. */
  snapshot: () => Promise<Snapshot>;
  /** Reads the rows of a project, except for comments. Returns no rows if the reader can't see it. */
  project: (id: Id) => Promise<RowsAt>;
  /** Reads up to {@link MAX_READ_IDS} rows by ID, including rows in the trash. Tasks are read without description. */
  read: (entity: Entity, ids: readonly Id[]) => Promise<RowsAt>;
  /** Reads the direct sub-tasks of up to {@link MAX_READ_IDS} tasks, including closed ones. Unknown tasks have none. */
  subtasks: (taskIds: readonly Id[]) => Promise<RowsAt>;
  /** Reads the tasks that have a label. */
  labelTasks: (labelId: Id) => Promise<RowsAt>;
  /** Reads a task with its description, and all its comments. Returns no rows if the reader can't see it. */
  taskDetails: (taskId: Id) => Promise<RowsAt>;
  send: (command: Command) => Promise<Answer>;
  /** Returns after how many milliseconds a failed command is sent again, or null if the server has rejected it. */
  retryDelay: (error: unknown, pause: number) => number | null;
  /** Returns why no request can succeed any more if an error of another method says so, otherwise null. */
  closedReason: (error: unknown) => ClosedReason | null;
};
