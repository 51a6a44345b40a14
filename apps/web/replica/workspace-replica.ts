import { lastStoredPosition, removeStoredCommand, storeCommand } from "@docket/replica/command-key";
import type { CommandOwner } from "@docket/replica/command-key";
import type { Outbox } from "@docket/replica/outbox";
import type { Replica } from "@docket/replica/replica";
import type { Command } from "@docket/replica/transport";
import type { Id } from "@docket/schema/id";
import { uuidv7 } from "@docket/schema/uuid";
import { INITIAL_CONNECTION } from "./connection-state.ts";
import type { Connection } from "./connection-state.ts";
import type { DeferredChanges } from "./deferred-changes.ts";
import type { RejectedWrites } from "./rejected-writes.ts";
import type { UndoSummary } from "./undo-stack.ts";
import { canUndo } from "./write.ts";
import type { WriteInput, WritePath } from "./write.ts";

/** The parts of the replica that pages read. */
type ReplicaData = Pick<
  Replica,
  | "isCovered"
  | "counts"
  | "queryTasks"
  | "pendingEffectsOn"
  | "withCommands"
  | "hasLoaded"
  | "row"
  | "rows"
  | "task"
  | "tasks"
  | "openTask"
  | "details"
  | "subscribe"
  | "status"
> & {
  outbox: Pick<Outbox, "pending">;
};

/** The replica of a workspace in this tab, and the user's changes to it. */
export type WorkspaceReplica = {
  /** Shows a change immediately and sends it. Returns the ID of its command, which is a new one unless it is given. */
  write: <Path extends WritePath>(path: Path, input: WriteInput<Path>, commandId?: Id) => Id;
  /**
   * Undoes the last command of this tab, or the command with this ID, also of another tab or an earlier page. Returns its
   * summary, or null if there is nothing to undo.
   */
  undo: (commandId?: Id) => UndoSummary | null;
  /** Redoes the last undone command. Returns its summary, or null if there is nothing to redo. */
  redo: () => UndoSummary | null;
  /** The rows and live queries. */
  data: ReplicaData;
  deferred: DeferredChanges;
  connection: { get: () => Connection; subscribe: (listener: () => void) => () => void };
  rejected: RejectedWrites;
  /** Pauses all changes from the server while the user is dragging. Returns a function that resumes them. */
  pause: () => () => void;
  /** Continues after the user has signed in again. */
  reopen: () => void;
  /** Connects to the server and to other tabs. Returns a function that disconnects. */
  start: () => () => void;
};

/** The replica while its code is being loaded. */
export type EarlyReplica = {
  replica: WorkspaceReplica;
  /** Hands the writes that were made until now to the loaded replica, to which all later calls are passed on. */
  handOver: (loaded: WorkspaceReplica) => void;
};

const NONE: readonly never[] = [];
const returnNoop = () => () => {};

/**
 * Creates a replica that covers no lists, so that the page shows those from the server. It stores writes, so that closing
 * the tab loses none.
 */
export function createEarlyReplica(owner: CommandOwner): EarlyReplica {
  const storage = () => localStorage;
  let commands: Command[] = [];
  let loaded: WorkspaceReplica | null = null;
  const replica: WorkspaceReplica = {
    write: (path, input, commandId = uuidv7()) => {
      if (loaded) return loaded.write(path, input, commandId);
      const position = Math.max(commands.at(-1)?.position ?? 0, lastStoredPosition(storage, owner)) + 1;
      const { workspaceId } = owner;
      // Safe because every input of a command is an object.
      const command = { commandId, workspaceId, path, input: input as Command["input"], position, at: Date.now() };
      storeCommand(storage, owner, command);
      commands = [...commands, command];
      return commandId;
    },
    undo: (commandId) => {
      if (loaded) return loaded.undo(commandId);
      const isUndone = ({ commandId: id, path }: Command) =>
        commandId === undefined ? canUndo(path as WritePath) : id === commandId;
      const command = commands.findLast(isUndone);
      if (!command) return null;
      commands = commands.filter((other) => other !== command);
      removeStoredCommand(storage, owner, command.commandId);
      // Safe because each was written with its path.
      return { kind: command.path as WritePath, size: 1, first: { title: null } };
    },
    redo: () => loaded?.redo() ?? null,
    data: {
      isCovered: () => false,
      counts: () => null,
      queryTasks: () => {
        throw new Error("The replica isn't loaded.");
      },
      pendingEffectsOn: (rows) => rows,
      withCommands: (_entity, rows) => rows,
      hasLoaded: () => false,
      row: () => undefined,
      rows: () => NONE,
      task: () => undefined,
      tasks: () => [],
      openTask: returnNoop,
      details: () => null,
      subscribe: returnNoop,
      status: () => "empty",
      outbox: { pending: () => NONE },
    },
    deferred: {
      count: () => 0,
      subscribe: returnNoop,
      flush: () => {},
      defer: returnNoop,
      add: returnNoop,
      onMark: returnNoop,
      mark: () => {},
    },
    connection: { get: () => INITIAL_CONNECTION, subscribe: returnNoop },
    rejected: { list: () => NONE, keep: () => {}, discard: () => {}, load: () => {}, subscribe: returnNoop },
    pause: () => loaded?.pause() ?? (() => {}),
    reopen: () => loaded?.reopen(),
    start: returnNoop,
  };
  return {
    replica,
    handOver: (next) => {
      loaded = next;
      // Safe because each was written with the input of its path.
      for (const { path, input, commandId } of commands.splice(0)) next.write(path as WritePath, input, commandId);
    },
  };
}
