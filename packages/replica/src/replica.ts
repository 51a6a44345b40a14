import type { TimeZone } from "@docket/schema/day";
import type { Reader } from "@docket/schema/filter-match";
import type { Id } from "@docket/schema/id";
import type { ListedTask, TaskCounts } from "@docket/schema/task";
import { ranksOf } from "./command-effect.ts";
import { EVERYTHING, isCovered } from "./coverage.ts";
import { createFeed } from "./feed.ts";
import type { Feed, FeedOptions, FeedStatus } from "./feed.ts";
import { createOutbox } from "./outbox.ts";
import type { CommandStore, Outbox, RejectedCommand } from "./outbox.ts";
import { createOverlay } from "./overlay.ts";
import { rowsWithCommands, withPendingCommands } from "./server-rows.ts";
import { createTables } from "./tables.ts";
import type { ChangedIds, Tables } from "./tables.ts";
import { createTaskCounts } from "./task-counts.ts";
import { createTaskDetails } from "./task-details.ts";
import type { TaskDetails } from "./task-details.ts";
import { createTaskQueries } from "./task-query.ts";
import type { LiveQuery, TaskQuery } from "./task-query.ts";
import { isReplicated } from "./transport.ts";
import type { Answer, Command, Entity, Line, Row, Transport } from "./transport.ts";

export type ReplicaOptions = {
  workspaceId: Id;
  userId: Id;
  transport: Transport;
  store: CommandStore;
  now: () => Date;
  newId: () => Id;
  /** Calls a function after a time in milliseconds. Returns a function that cancels the call. */
  setTimer: (run: () => void, delay: number) => () => void;
  /** Called after a command has been created, to tell other tabs. */
  onCommand?: (command: Command) => void;
  onAnswered?: (command: Command, answer: Answer) => void;
  onRejected?: (rejected: RejectedCommand) => void;
  /** Called with lines of the feed, also about entities that the replica doesn't hold. */
  onLines?: (lines: readonly Line[]) => void;
  onCancelled?: (commandId: Id) => void;
  onGap?: () => void;
} & Pick<FeedOptions, "replacesProject" | "onLoaded">;

/** A copy of the rows that the user can see in a workspace, with their unconfirmed commands applied. */
export type Replica = {
  /** Creates a command, shows its effect, and sends it. Returns its ID, which is a new one unless it is given. */
  write: (path: string, input: Command["input"], commandId?: Id) => Id;
  /** Undoes one of the user's own commands. Cancels it if it has not been sent. Returns the ID of the undo, or null. */
  undo: (commandId: Id) => Id | null;
  /** Takes a command that another tab has created, or that was stored before. */
  receiveCommand: (command: Command) => void;
  queryTasks: (query: TaskQuery) => LiveQuery;
  /** Returns whether the replica holds all tasks that match a query. Otherwise, its list must be read from the server. */
  isCovered: (query: TaskQuery) => boolean;
  /** Returns the numbers of open tasks, or null if the replica doesn't hold all open tasks. */
  counts: (timeZone: TimeZone) => TaskCounts | null;
  /**
   * Returns rows that the server has returned for a query, as they look with the pending commands applied. Use it for
   * lists that the replica does not hold.
   *
   * @param hasMore whether the server has more rows than these
   */
  pendingEffectsOn: (rows: readonly ListedTask[], query: TaskQuery, hasMore?: boolean) => readonly ListedTask[];
  task: (id: Id) => ListedTask | undefined;
  /** Returns all tasks that lists can contain, in no particular order. */
  tasks: () => ListedTask[];
  /**
   * Reads the description and the comments of a task, unless they are held, and keeps them current until the returned
   * function is called.
   */
  openTask: (id: Id) => () => void;
  /** Returns the description and the comments of a task, or null if they are not held. */
  details: (id: Id) => TaskDetails | null;
  /** Whether the rows are those of the server. Listeners of `subscribe` are called after it has changed. */
  status: () => FeedStatus;
  /** Whether the rows have been those of the server since the replica was created. */
  hasLoaded: () => boolean;
  row: (entity: Entity, id: Id) => Row | undefined;
  /** Returns the live rows of an entity, in no particular order: the same array as long as none of them has changed. */
  rows: (entity: Entity) => readonly Row[];
  /** Returns rows that the server has listed, as they look with pending commands applied. */
  withCommands: (entity: Entity, rows: readonly Row[], commands: readonly Command[]) => readonly Row[];
  /** Subscribes to changes of all rows and of the outbox. */
  subscribe: (listener: () => void) => () => void;
  /** Subscribes to changes of the base rows, to store them. It is not called for rows that were stored. */
  subscribeToBase: (listener: (changed: ChangedIds) => void) => () => void;
  /** Repeats requests that have failed now, because there is a connection again. */
  retryNow: () => void;
  feed: Feed;
  outbox: Outbox;
  tables: Tables;
  stop: () => void;
};

/** The number of own commands whose changes are remembered, to show undo before the server has answered. */
const MAX_REMEMBERED_COMMANDS = 100;
const OPEN_TASKS: TaskQuery = { filter: {} };
const FIRST_RETRY_MS = 2_000;
const MAX_RETRY_MS = 60_000;

/** Creates an empty replica. Fill it with `feed.load()` or `feed.resume(…)`, and pass events to `feed.receive`. */
export function createReplica(options: ReplicaOptions): Replica {
  const { workspaceId, userId, transport, now, newId, setTimer } = options;
  const tables = createTables();
  const overlay = createOverlay(tables, userId);
  const reader = (): Reader => ({ userId, now: now() });
  const queries = createTaskQueries(
    {
      task: overlay.task,
      isReadable: (id) => overlay.get("task", id) !== undefined,
      ids: () => overlay.ids("task"),
      pendingIds: overlay.pendingIds,
      tables,
      setTimer,
    },
    reader,
  );
  const counts = createTaskCounts({ task: overlay.task, ids: () => overlay.ids("task"), userId, now });
  const listeners = new Set<() => void>();
  const baseListeners = new Set<(changed: ChangedIds) => void>();
  /** The lines of own commands, oldest first. */
  const ownLines = new Map<Id, Line[]>();
  const ownCommands = new Set<Id>();
  /** The pause before the next retry of a failed request, in milliseconds. */
  let retryPause = FIRST_RETRY_MS;
  /** The requests that will be repeated, with the functions that cancel their timers. */
  const retries = new Map<() => void, () => void>();
  /** The results of `rows`. */
  const lists = new Map<Entity, readonly Row[]>();
  let hasLoaded = false;
  /** The tasks that lines say the user has changed, on any device, and whose rows have not been read since. */
  const ownRows = new Set<Id>();

  const rebase = (lines: readonly Line[], areStored = false) => {
    outbox.confirm(feed.confirmed());
    const base = tables.takeChanges();
    const commands = feed.status() === "closed" ? [] : outbox.pending().map(withResets);
    const changed = overlay.rebase(commands, base);
    for (const [entity, ids] of changed) if (ids.size > 0) lists.delete(entity);
    hasLoaded ||= feed.status() === "ready";
    const remote = new Set<Id>();
    for (const { entity, entityId, actorId } of lines)
      if (entity === "task") (actorId === userId ? ownRows : remote).add(entityId);
    const baseTasks = base.get("task") ?? new Set<Id>();
    // A row that was read, rather than changed by a line, was changed by someone else unless a line says otherwise.
    const isRemote = (id: Id) => remote.has(id) || (baseTasks.has(id) && !ownRows.has(id));
    const tasks = changed.get("task") ?? new Set<Id>();
    if (tasks.size > 0) queries.update(tasks, isRemote);
    counts.update(tasks);
    for (const id of baseTasks) ownRows.delete(id);
    const isChanged = !areStored && [...base.values()].some((ids) => ids.size > 0);
    if (isChanged) for (const listener of baseListeners) listener(base);
    for (const listener of listeners) listener();
  };

  /** Remembers what an own command has changed, so that its undo can be shown before the server has answered. */
  const remember = (line: Line) => {
    if (!ownCommands.has(line.commandId)) return;
    ownLines.set(line.commandId, [...(ownLines.get(line.commandId) ?? []), line]);
    const [oldest] = ownLines.keys();
    if (ownLines.size > MAX_REMEMBERED_COMMANDS && oldest !== undefined) ownLines.delete(oldest);
  };
  const withResets = (command: Command): Command => {
    const lines = command.path === "command.undo" ? ownLines.get(String(command.input["undo"])) : undefined;
    return lines ? { ...command, resets: resetsOf(lines, command.at) } : command;
  };

  const outbox: Outbox = createOutbox({
    transport,
    store: options.store,
    setTimer,
    onAnswered: (command, answer) => options.onAnswered?.(command, answer),
    onRejected: (rejected) => options.onRejected?.(rejected),
    onClosed: (reason) => feed.close(reason),
    onChange: () => rebase([]),
  });
  const feed: Feed = createFeed({
    tables,
    transport,
    userId,
    setTimer,
    ...(options.replacesProject && { replacesProject: options.replacesProject }),
    retryLater: (run) => {
      const cancel = setTimer(() => {
        retries.delete(run);
        run();
      }, retryPause);
      retries.set(run, cancel);
      retryPause = Math.min(retryPause * 2, MAX_RETRY_MS);
    },
    ...(options.onLoaded && { onLoaded: options.onLoaded }),
    onApplied: (lines, areStored) => {
      if (!areStored) retryPause = FIRST_RETRY_MS;
      for (const line of lines) remember(line);
      rebase(lines, areStored);
      if (lines.length > 0) options.onLines?.(lines);
    },
    onGap: () => options.onGap?.(),
    onRestored: () => outbox.resendAll(),
  });

  const receiveCommand = (command: Command) => {
    ownCommands.add(command.commandId);
    outbox.enqueue(command);
  };
  const write = (path: string, input: Command["input"], commandId = newId()): Id => {
    const command: Command = {
      commandId,
      workspaceId,
      path,
      input,
      position: outbox.nextPosition(),
      at: Number(now()),
    };
    const ranks = ranksOf(command, overlay);
    const ranked = ranks.length > 0 ? { ...command, ranks } : command;
    receiveCommand(ranked);
    options.onCommand?.(ranked);
    return command.commandId;
  };

  let cancelTimer = () => {};
  let nextRun = Infinity;
  /** Runs the queries when the day of one of them ends. Called again for new queries, whose day may end earlier. */
  const scheduleDayChange = () => {
    const next = queries.nextDayChange();
    if (next >= nextRun) return;
    cancelTimer();
    nextRun = next;
    const delay = Math.max(1_000, next - Number(now()));
    cancelTimer = setTimer(() => {
      nextRun = Infinity;
      queries.runAll();
      scheduleDayChange();
    }, delay);
  };

  const rows = (entity: Entity) => {
    const known = lists.get(entity);
    if (known) return known;
    const live = overlay.liveRows(entity);
    lists.set(entity, live);
    return live;
  };

  const covers = (query: TaskQuery): boolean => {
    if (feed.status() === "closed") return false;
    const created = [...overlay.ids("project")].filter((id) => !tables.get("project", id));
    const coverage = new Map([...created.map((id) => [id, EVERYTHING] as const), ...feed.coverage()]);
    const projectOf = (entity: "task" | "section", id: Id) => overlay.get(entity, id)?.["projectId"] as Id | undefined;
    // Before the rows are loaded, only the projects that the user has created are known.
    const known = feed.status() === "empty" ? null : [...overlay.ids("project")];
    // The tasks of a project in the trash are in no list.
    const projectIds = known?.filter((id) => overlay.get("project", id)?.deletedAt === null) ?? null;
    return isCovered(query, reader(), { coverage, projectIds, projectOf });
  };

  return {
    write,
    undo: (commandId) => {
      if (!outbox.cancel(commandId)) return write("command.undo", { undo: commandId });
      options.onCancelled?.(commandId);
      return null;
    },
    receiveCommand,
    queryTasks: (query) => {
      const live = queries.query(query);
      scheduleDayChange();
      return live;
    },
    pendingEffectsOn: (rows, query, hasMore = false) => {
      const commands = outbox.pending().map(withResets);
      return withPendingCommands(rows, query, { base: tables, commands, reader: reader(), hasMore });
    },
    isCovered: covers,
    counts: (timeZone) => (covers(OPEN_TASKS) ? counts.get(timeZone) : null),
    task: overlay.task,
    tasks: () => [...overlay.ids("task")].flatMap((id) => overlay.task(id) ?? []),
    openTask: feed.openTask,
    status: feed.status,
    row: overlay.get,
    hasLoaded: () => hasLoaded,
    rows,
    details: createTaskDetails({ row: overlay.get, rows }),
    withCommands: (entity, rows, commands) => rowsWithCommands(entity, rows, commands.map(withResets), userId),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    subscribeToBase: (listener) => {
      baseListeners.add(listener);
      return () => baseListeners.delete(listener);
    },
    retryNow: () => {
      retryPause = FIRST_RETRY_MS;
      for (const [run, cancel] of Array.from(retries)) {
        retries.delete(run);
        cancel();
        run();
      }
      outbox.retryNow();
    },
    feed,
    outbox,
    tables,
    stop: () => {
      cancelTimer();
      for (const cancel of retries.values()) cancel();
    },
  };
}

/** Returns the fields that undoing changes resets, according to the rules of the server's undo. */
function resetsOf(lines: readonly Line[], at: number): NonNullable<Command["resets"]> {
  const deletedAt = new Date(at).toISOString();
  return lines.toReversed().flatMap(({ entity, entityId: id, op, before }) => {
    if (!isReplicated(entity) || op === "leave") return [];
    const fields = op === "create" ? { deletedAt } : before;
    return fields ? [{ entity, id, fields }] : [];
  });
}
