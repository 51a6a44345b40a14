import type { AppRouter } from "@docket/api/root";
import { createReplica } from "@docket/replica/replica";
import { createStoredCommands } from "@docket/replica/stored-commands";
import { createStoredCopy } from "@docket/replica/stored-copy";
import { startSession } from "@docket/replica/tab-session";
import type { TabSession } from "@docket/replica/tab-session";
import type { Command, Line } from "@docket/replica/transport";
import type { ApiError } from "@docket/schema/error";
import type { Id } from "@docket/schema/id";
import { namedTasks } from "@docket/schema/task-effect";
import { uuidv7 } from "@docket/schema/uuid";
import type { QueryClient } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";
import { apiErrorIn } from "../trpc/api-error.ts";
import { setUnconfirmedIds } from "../trpc/creation-link.ts";
import { createConnection } from "./connection.ts";
import { createDeferredChanges } from "./deferred-changes.ts";
import { readDueDetails } from "./due-details.ts";
import { takeEarlierWrites } from "./earlier-writes.ts";
import { openEventStream } from "./event-stream.ts";
import type { showOnQueries } from "./query-effect.ts";
import { createQueryInvalidation, canChangeLabelVisibility, subscribeToServerLists } from "./query-invalidation.ts";
import { asRejectedWrite, createRejectedWrites, typedText } from "./rejected-writes.ts";
import { createTransport } from "./transport.ts";
import { createUndoStack, undoSummary } from "./undo-stack.ts";
import type { UndoEntry, UndoSummary } from "./undo-stack.ts";
import type { WorkspaceReplica } from "./workspace-replica.ts";
import { asWrite, canUndo, createdIds } from "./write.ts";
import type { Write, WritePath } from "./write.ts";

type Options = {
  client: TRPCClient<AppRouter>;
  queryClient: QueryClient;
  workspaceId: Id;
  userId: Id;
  /** The position in the change log that the data in the HTML contains. */
  since: string;
  /** Shows writes in the cached queries of entities that the replica doesn't hold. */
  showOnQueries: typeof showOnQueries;
  /** Called when the server has carried out a write of this tab. */
  onAnswer: (write: Write, answer: unknown) => void;
  /** Called when the server has rejected a write of this tab, or of a tab that was closed. */
  onRejection: (write: Write, error: ApiError, replica: WorkspaceReplica) => void;
};

const setTimer = (run: () => void, delay: number) => {
  const timer = setTimeout(run, delay);
  return () => clearTimeout(timer);
};

/** Creates the replica of a workspace, which is empty until it has started. Its code is loaded after the page. */
export function createWorkspaceReplica(options: Options): WorkspaceReplica {
  const { client, queryClient, workspaceId, userId, since, showOnQueries, onAnswer, onRejection } = options;
  const commands = createStoredCommands(() => localStorage, globalThis.indexedDB ?? null, { userId, workspaceId });
  const connection = createConnection();
  const deferred = createDeferredChanges();
  const rejected = createRejectedWrites(commands);
  const undoStack = createUndoStack();
  const invalidation = createQueryInvalidation(queryClient);
  /** The IDs of undone commands, including those whose undo the server has not confirmed. */
  const undone = new Set<Id>();
  let session: TabSession | null = null;
  let isFirstLoad = true;

  const onLines = (lines: readonly Line[]) => {
    // A change of access can affect every query.
    if (lines.some(({ op }) => op === "grant" || op === "revoke")) invalidation.invalidateAll();
    for (const { entity, op } of lines) invalidation.invalidateEntity(entity, op);
    if (lines.some(canChangeLabelVisibility)) invalidation.invalidateEntity("label", "update");
    invalidation.invalidateDependent(lines);
    const remote = lines.filter(({ entity, actorId }) => entity === "task" && actorId !== userId);
    deferred.mark([...new Set(remote.map(({ entityId }) => entityId))]);
  };
  const showWrite = (write: Write) =>
    showOnQueries(queryClient, write, { userId, now: new Date(write.at).toISOString() });

  const data = createReplica({
    workspaceId,
    userId,
    transport: createTransport(client, workspaceId),
    store: commands,
    now: () => new Date(),
    newId: uuidv7,
    setTimer,
    onCommand: (command) => session?.announce(command),
    onAnswered: (command, { seq, answer }) => session?.answered(command, seq, answer),
    onRejected: ({ command, error }) => session?.rejected(command, apiErrorIn(error)),
    onCancelled: (commandId) => session?.cancelled(commandId),
    onLines,
    onGap: () => session?.catchUp(),
    onLoaded: () => {
      const isCurrent = isFirstLoad && BigInt(data.feed.position()) <= BigInt(since);
      isFirstLoad = false;
      if (!isCurrent) invalidation.invalidateAll();
    },
  });

  const pendingWrite = (commandId: Id) => {
    const command = data.outbox.pending().find((other) => other.commandId === commandId);
    return command && asWrite(command);
  };
  // Safe because every input of a command is an object.
  const enqueue = (path: WritePath, input: object, givenId?: Id): Id =>
    data.write(path, input as Command["input"], givenId);
  const write = (path: WritePath, input: object, givenId?: Id): Id => {
    const summary = undoSummary(path, input, namedTasks(input), (id) => data.task(id)?.title);
    const commandId = enqueue(path, input, givenId);
    if (canUndo(path)) undoStack.push({ commandId, summary });
    return commandId;
  };
  /** Reads the queries again that show a write. */
  const invalidate = ({ path }: Write) => {
    const [entity = "", verb = ""] = path.split(".");
    invalidation.invalidateEntity(entity, verb);
  };
  const onRejected = (rejectedWrite: Write, error: ApiError, isOwn: boolean) => {
    const { commandId, path, input } = rejectedWrite;
    invalidate(rejectedWrite);
    undoStack.drop(commandId);
    if (path === "command.undo") undone.delete(input.undo);
    if (isOwn) onRejection(rejectedWrite, error, replica);
    else if (typedText(rejectedWrite) !== "") commands.keepRejected({ command: rejectedWrite, error });
  };
  const storedCopy = () =>
    "indexedDB" in globalThis
      ? createStoredCopy({ indexedDB, userId, workspaceId, now: () => new Date(), tables: data.tables })
      : null;
  /** Undoes a command. Returns the entry that redoes it. */
  const undoCommand = ({ commandId, summary }: UndoEntry): UndoEntry => {
    undone.add(commandId);
    const pending = pendingWrite(commandId);
    const undoId = data.undo(commandId);
    if (undoId !== null) return { commandId: undoId, summary };
    if (pending) invalidate(pending);
    if (pending?.path === "command.undo") {
      // Cancelling the undo leaves its command in effect.
      undone.delete(pending.input.undo);
      return { commandId: pending.input.undo, summary };
    }
    return { commandId, summary, ...(pending && { cancelled: { path: pending.path, input: pending.input } }) };
  };

  const replica: WorkspaceReplica = {
    write,
    undo: (commandId) => {
      // A command of an earlier page is known only to the server, so its effect appears with the answer.
      const isEarlier = commandId !== undefined && !undone.has(commandId);
      const summary: UndoSummary = { kind: "command.undo", size: 1, first: { title: null } };
      const entry = undoStack.takeUndo(commandId) ?? (isEarlier ? { commandId, summary } : undefined);
      if (!entry) return null;
      undoStack.pushUndone(undoCommand(entry));
      return entry.summary;
    },
    redo: () => {
      const entry = undoStack.takeRedo();
      if (!entry) return null;
      const { cancelled, summary } = entry;
      const redone = cancelled ? { commandId: enqueue(cancelled.path, cancelled.input), summary } : undoCommand(entry);
      undoStack.pushRedone(redone);
      return summary;
    },
    data,
    deferred,
    connection,
    rejected,
    pause: () => session?.pause() ?? (() => {}),
    reopen: () => session?.reopen(),
    start: () => {
      const stopLists = subscribeToServerLists(queryClient, (entity) => {
        for (const command of data.outbox.pending())
          if (command.path.startsWith(`${entity}.`)) showWrite(asWrite(command));
      });
      /** The pending commands that cached queries show. Some come from other tabs, or from an earlier page. */
      let shown = new Set(data.outbox.pending());
      const stopOutbox = data.subscribe(() => {
        connection.setOutbox(data.outbox.state());
        setUnconfirmedIds(new Set(data.outbox.unanswered().flatMap(createdIds)));
        const pending = data.outbox.pending();
        for (const command of pending) if (!shown.has(command)) showWrite(asWrite(command));
        shown = new Set(pending);
      });
      void commands.load().then((stored) => rejected.load(stored.rejected.map(asRejectedWrite)));
      const name = `docket.replica.${workspaceId}.${userId}`;
      const running = startSession({
        replica: data,
        commands,
        copy: storedCopy(),
        name,
        tabId: uuidv7(),
        channel: new BroadcastChannel(name),
        // Undefined on plain-HTTP addresses, although its type doesn't say so.
        locks: (navigator as { locks?: LockManager }).locks ?? null,
        storage: () => localStorage,
        page: window,
        now: () => new Date(),
        setTimer,
        openStream: (after, handlers) => openEventStream({ workspaceId, userId, after, ...handlers }),
        onStream: (status) => {
          const wasClosed = connection.get().closedBy !== null;
          connection.setLive(status);
          if (status !== "live") return;
          running.retryNow();
          // Queries that were rejected in the meantime are not repeated otherwise.
          if (wasClosed) invalidation.invalidateAll();
        },
        onClosed: connection.setClosed,
        onAnswered: (command, answer) => {
          // Not all effects of a command are in the feed.
          invalidate(asWrite(command));
          invalidation.invalidateDependent();
          onAnswer(asWrite(command), answer);
        },
        onRejected: (command, error, isOwn) => onRejected(asWrite(command), error as ApiError, isOwn),
      });
      session = running;
      const earlier = takeEarlierWrites(() => localStorage, userId, workspaceId);
      for (const { path, input, commandId } of earlier.unconfirmed) enqueue(path, input, commandId);
      for (const { write: stored, refusal } of earlier.rejected)
        rejected.keep({ write: { ...stored, position: 0 } as Write, error: refusal });
      window.addEventListener("online", running.retryNow);
      const stopReading = readDueDetails({
        replica: data,
        now: () => new Date(),
        setTimer,
        canRead: () => running.isOwner() && connection.get().live === "live" && document.visibilityState === "visible",
      });
      return () => {
        stopReading();
        window.removeEventListener("online", running.retryNow);
        stopLists();
        stopOutbox();
        setUnconfirmedIds(new Set());
        data.stop();
        running.stop();
        session = null;
      };
    },
  };
  return replica;
}
