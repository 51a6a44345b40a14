import type { Change, FeedEvent } from "@docket/schema/change";
import type { Id } from "@docket/schema/id";

/** The entities that a replica holds. All of them have versions. */
export const ENTITIES = ["project", "section", "task", "label", "folder", "view"] as const;
export type Entity = (typeof ENTITIES)[number];

/** Returns whether the replica holds entities of this name. */
export function isReplicated(name: string | undefined): name is Entity {
  return (ENTITIES as readonly (string | undefined)[]).includes(name);
}

/** A row as the server stores it, possibly in the trash. */
export type Row = { id: Id; version: number; deletedAt?: string | null; [field: string]: unknown };

/** A change as the feed delivers it. */
export type Line = Change;

/** The events of the feed that change rows. */
export type ReplicaEvent = Extract<FeedEvent, { kind: "changes" | "resync" }>;

/** Rows as of position `seq`. Requested rows that are missing don't exist, or the reader can't see them. */
export type RowsAt = { seq: string; rows: { entity: Entity; row: Row }[] };

/** Everything that the reader can see, as of position `seq` in the log `epoch`. */
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

/** The server, as the replica uses it. All methods reject if there is no connection. */
export type Transport = {
  /** Reads everything that the reader can see. */
  snapshot: () => Promise<Snapshot>;
  /** Reads the rows of a project. Returns no rows if the reader can't see it. */
  project: (id: Id) => Promise<RowsAt>;
  /** Reads rows by ID, including rows in the trash. */
  read: (entity: Entity, ids: readonly Id[]) => Promise<RowsAt>;
  /** Reads the tasks that have a label. */
  labelTasks: (labelId: Id) => Promise<RowsAt>;
  send: (command: Command) => Promise<Answer>;
  /** Returns after how many milliseconds a failed command is sent again, or null if the server has rejected it. */
  retryDelay: (error: unknown, pause: number) => number | null;
};
