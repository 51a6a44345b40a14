import type { Id } from "@docket/schema/id";
import type { SnapshotCoverage } from "@docket/schema/snapshot";
import { findHiddenProjects } from "./hidden-projects.ts";
import { hasDetails, patchedRow, wholeRow } from "./line-row.ts";
import { createRequests } from "./requests.ts";
import { createRowReads, isOfHeldDetails } from "./row-reads.ts";
import type { Tables } from "./tables.ts";
import { ENTITIES, isReplicated, memberRowId } from "./transport.ts";
import type { ClosedReason, Coverage, Entity, Line, ReplicaEvent, Row, Transport } from "./transport.ts";

/**
 * Whether the rows are those of the server. `updating`: they were stored, and have not been compared with those of the
 * server since. `closed`: the access to the workspace has ended, so there are no rows.
 */
export type FeedStatus = "empty" | "updating" | "ready" | "closed";

/** How long stored rows wait to be compared before all of them are shown, in milliseconds. */
const MAX_COMPARISON_MS = 2_000;

type ChangesEvent = Extract<ReplicaEvent, { kind: "changes" }>;

/** Rows that were stored, as of position `seq`. */
export type StoredRows = {
  rows: Iterable<readonly [Entity, Row]>;
  seq: string;
  epoch: string;
  coverage?: Coverage;
};

export type FeedOptions = {
  tables: Tables;
  transport: Omit<Transport, "send" | "retryDelay">;
  userId: Id;
  /** Runs a function later, because the server could not be reached. */
  retryLater: (run: () => void) => void;
  /** Calls a function after a time in milliseconds. Returns a function that cancels the call. */
  setTimer: (run: () => void, delay: number) => () => void;
  /**
   * Called after base rows have changed, with the applied lines.
   *
   * @param areStored whether all changed rows come from the stored copy
   */
  onApplied: (lines: readonly Line[], areStored: boolean) => void;
  /** Called if events are missing. The stream must be opened again from {@link Feed.position}. */
  onGap: () => void;
  /** Called after a snapshot or stored rows have been loaded: there are no lines about what has changed before them. */
  onLoaded?: () => void;
  /** Called after a snapshot of another log has been loaded: the server was restored from a backup. */
  onRestored: () => void;
  /** Whether a line requires its project to be read again. Only tests replace this rule. */
  replacesProject?: (line: Line) => boolean;
};

/** Keeps the tables equal to what the server shows to the reader. Nothing else writes to them. */
export type Feed = {
  /** Applies an event. Events can be repeated, but not skipped. */
  receive: (event: ReplicaEvent) => void;
  /** Replaces all rows by a snapshot of the server. */
  load: () => Promise<void>;
  /** Continues from rows that were stored earlier. */
  resume: (rows: Iterable<readonly [Entity, Row]>, position: string, epoch: string, coverage?: Coverage) => void;
  /**
   * Continues from stored rows after comparing their projects with those that the reader can see. Rows of other projects
   * are not used. If the server can't be reached, it continues from all rows, and compares them later.
   *
   * @returns whether all stored rows are used
   */
  restore: (stored: StoredRows) => Promise<boolean>;
  /** Reads the comments and the description of a task, and keeps them current until the returned function is called. */
  openTask: (id: Id) => () => void;
  /** Deletes all rows if the access to the workspace has ended. If only the session has ended, the rows are kept. */
  close: (reason: ClosedReason) => void;
  /** Loads the rows again after the feed was closed, because the user has signed in again. */
  reopen: () => void;
  closedReason: () => ClosedReason | null;
  status: () => FeedStatus;
  /** Which tasks of each project are held. */
  coverage: () => ReadonlyMap<Id, SnapshotCoverage>;
  /** The position up to which lines have been applied. */
  position: () => string;
  epoch: () => string | null;
  /** The position up to which all rows are known. It is lower than `position` while rows are being read. */
  confirmed: () => number;
};

/** Access to the project, or the whole project, has come back, so lines about it may have been passed over. */
function replacesProject({ entity, op, before }: Line): boolean {
  return entity === "access" ? op === "grant" && before === null : entity === "project" && op === "restore";
}

/** Creates the feed of a replica. Lines are applied by the versions of rows, never by their position in the log. */
export function createFeed(options: FeedOptions): Feed {
  const { tables, transport, onApplied } = options;
  const isReplacing = options.replacesProject ?? replacesProject;
  let status: FeedStatus = "empty";
  let closed: ClosedReason | null = null;
  let position = 0;
  let epoch: string | null = null;
  /** The position that must be reached after stored rows have been compared. */
  let comparedAt: number | null = null;
  /** Snapshots and comparisons that were requested before the last snapshot are ignored. */
  let generation = 0;
  let waiting: ReplicaEvent[] | null = null;
  /** The parts of an event that have arrived, if it is split. Commands are shown as a whole. */
  let partial: ChangesEvent | null = null;
  const coverage = new Map<Id, SnapshotCoverage>();
  /** The tasks that are open in views, with the number of views. */
  const openTasks = new Map<Id, number>();

  const finish = (lines: readonly Line[], areStored = false) => {
    // A project that is being read would otherwise look as if it did not exist. Other rows are not waited for: until the
    // copy is ready, changes by others can't be deferred.
    const isKnown = comparedAt !== null && position >= comparedAt && !isReadingProject();
    if (status === "updating" && isKnown) status = "ready";
    startReads();
    onApplied(lines, areStored);
  };
  const requests = createRequests({
    retryLater: options.retryLater,
    onTaken: () => finish([]),
    onError: (error) => closesWith(error),
  });
  /** Closes the feed if an error says so. Returns whether the access to the workspace has ended. */
  const closesWith = (error: unknown) => {
    const reason = transport.closedReason(error);
    if (reason) close(reason);
    return reason === "workspace";
  };
  const { writer, requestRow, startReads, requestProject, isReadingProject, requestLabelTasks, requestDetails } =
    createRowReads({
      tables,
      transport,
      userId: options.userId,
      requests,
      isOpenTask: (id) => openTasks.has(id),
      cover: (covered) => cover(covered),
      applyLine: (line) => applyLine(line),
    });
  const { write, requestLabels, requestUnusedLabels, contentsOf } = writer;
  const cover = (covered: Coverage = {}) => {
    for (const [id, one] of Object.entries(covered)) coverage.set(id, one);
  };
  const dropContents = (projectId: Id, seq: number) => {
    coverage.delete(projectId);
    for (const [entity, id] of contentsOf(projectId)) write(entity, id, null, seq);
    requests.requireAll(seq);
    requestUnusedLabels(seq);
  };

  /** Applies a line about the reader's own access, or their own arrangement of projects. Neither has a version. */
  const applyToProject = (line: Line, seq: number) => {
    const { entity, op, entityId, after } = line;
    requests.require(`project ${entityId}`, seq);
    if (entity === "access" && op === "revoke") {
      write("project", entityId, null, seq);
      return dropContents(entityId, seq);
    }
    const held = tables.get("project", entityId);
    if (held && after) write("project", entityId, { ...held, ...after }, seq);
    // Only managers see the addresses of members.
    if (entity === "access")
      for (const id of tables.idsWith("member", "projectId", entityId)) requestRow("member", id, seq);
    if (isReplacing(line)) requestProject(entityId, seq);
  };

  /** Applies a line about a member. It has no version, so lines are applied in the order of the log. */
  const applyToMember = (entity: "member" | "workspace_member", line: Line, seq: number) => {
    const { op, entityId, projectId, after } = line;
    const id = entity === "member" ? memberRowId(projectId ?? "", entityId) : entityId;
    requests.require(`${entity} ${id}`, seq);
    const held = tables.get(entity, id);
    if (op === "revoke") write(entity, id, null, seq);
    else if (held) write(entity, id, { ...held, ...after }, seq);
    else requestRow(entity, id, seq);
  };

  const applyLine = (line: Line) => {
    const { entity, entityId, op, after } = line;
    const seq = Number(line.seq);
    if (entity === "access" || entity === "placement") return applyToProject(line, seq);
    if (entity === "member" || entity === "workspace_member") return applyToMember(entity, line, seq);
    if (!isReplicated(entity)) return;
    requests.require(`${entity} ${entityId}`, seq);
    if (entity === "task") requests.require(`details ${entityId}`, seq);
    // Whatever the version of the project's row is: it may have been read after this line was written.
    if (entity === "project" && (op === "purge" || (after?.["deletedAt"] ?? null) !== null))
      dropContents(entityId, seq);
    else if (entity === "project" && isReplacing(line)) requestProject(entityId, seq);
    else if (entity === "project" && op === "create") return requestProject(entityId, seq);
    if (entity === "label" && op === "restore") requestLabelTasks(entityId, seq);
    const held = tables.get(entity, entityId);
    if (entity === "comment" && !held && op !== "restore" && !isOfHeldDetails(tables, after)) return;
    const version = line.version ?? 0;
    const isNews = !held || held.version < version;
    if (op === "purge" || (op === "leave" && isNews)) write(entity, entityId, null, seq);
    else if (op === "leave" || !isNews) return;
    else if (line.isWhole) {
      write(entity, entityId, wholeRow(line, held), seq);
      if (held && entity === "task") requestLabels(wholeRow(line, held), seq);
    } else if (held?.version === version - 1) write(entity, entityId, patchedRow(line, held), seq);
    else requestRow(entity, entityId, seq);
  };

  /** Returns the event with the parts of it that came before, or null if it is not complete. */
  const joined = (event: ChangesEvent): ChangesEvent | null => {
    const isNext = partial !== null && partial.seq === event.from;
    const all =
      isNext && partial ? { ...event, from: partial.from, changes: [...partial.changes, ...event.changes] } : event;
    partial = all.isSplit ? all : null;
    return all.isSplit ? null : all;
  };

  const receive = (event: ReplicaEvent): void => {
    if (status === "closed") return;
    if (waiting) return void waiting.push(event);
    if (event.kind === "resync") return void load();
    const complete = joined(event);
    if (complete) apply(complete);
  };

  const apply = (event: ChangesEvent): void => {
    if (Number(event.from) > position) return options.onGap();
    const lines = event.changes.filter(({ seq }) => Number(seq) > position);
    for (const line of lines) {
      requests.keepLine(line);
      applyLine(line);
    }
    position = Math.max(position, Number(event.seq));
    finish(lines);
    const hasOtherRole = ({ entity, entityId }: Line) => entity === "workspace_member" && entityId === options.userId;
    if (lines.some(hasOtherRole)) void load();
  };

  /** Replaces the rows, and returns the events that have arrived while they were being read. */
  const replaceAll = ({ rows, seq, epoch: log, coverage: covered }: StoredRows): ReplicaEvent[] => {
    generation += 1;
    const events = waiting ?? [];
    waiting = null;
    partial = null;
    requests.clear();
    coverage.clear();
    for (const entity of ENTITIES) for (const id of Array.from(tables.ids(entity))) tables.delete(entity, id);
    for (const [entity, row] of rows) tables.put(entity, row);
    cover(covered);
    position = Number(seq);
    epoch = log;
    for (const id of openTasks.keys()) if (!hasDetails(tables.get("task", id))) requestDetails(id, position);
    return events;
  };

  const load = async (): Promise<void> => {
    if (status === "closed") return;
    if (status === "ready") status = "updating";
    generation += 1;
    const started = generation;
    waiting ??= [];
    const snapshot = await transport.snapshot().catch((error: unknown) => {
      if (started === generation) closesWith(error);
      return null;
    });
    if (started !== generation) return;
    // After the session has ended, `reopen` loads it.
    if (!snapshot) return closed ? undefined : options.retryLater(() => void (started === generation && load()));
    const isOtherLog = epoch !== null && epoch !== snapshot.epoch;
    const events = replaceAll({ ...snapshot, rows: snapshot.rows.map(({ entity, row }) => [entity, row] as const) });
    status = "ready";
    if (isOtherLog) options.onRestored();
    finish([]);
    options.onLoaded?.();
    for (const event of isOtherLog ? [] : events) receive(event);
    if (isOtherLog) options.onGap();
  };

  const dropProjects = (ids: ReadonlySet<Id>) => {
    for (const id of ids) {
      tables.delete("project", id);
      dropContents(id, position);
    }
  };
  const resume = (stored: StoredRows) => {
    const events = replaceAll(stored);
    status = "updating";
    finish([], true);
    options.onLoaded?.();
    for (const event of events) receive(event);
  };
  /** Returns those of the projects that the reader can't see, or null if the server can't be reached. */
  const compare = async (ids: readonly Id[]): Promise<ReadonlySet<Id> | null> => {
    const started = generation;
    const found = await findHiddenProjects(transport, ids).catch((error: unknown) => {
      if (started === generation) closesWith(error);
      return null;
    });
    if (!found || started !== generation) return null;
    comparedAt = found.seq;
    return found.hidden;
  };
  const compareNow = async (): Promise<void> => {
    if (status !== "updating" || comparedAt !== null) return;
    const hidden = await compare(Array.from(tables.ids("project")));
    if (!hidden) return compareLater();
    dropProjects(hidden);
    finish([]);
  };
  const compareLater = () => options.retryLater(() => void compareNow());
  const restore = async (stored: StoredRows): Promise<boolean> => {
    const rows = [...stored.rows];
    waiting ??= [];
    comparedAt = null;
    const started = generation;
    const compared = compare(rows.flatMap(([entity, { id }]) => (entity === "project" ? [id] : [])));
    // A connection without answers is no reason to show nothing.
    const tooLate = new Promise<null>((resolve) => {
      options.setTimer(() => resolve(null), MAX_COMPARISON_MS);
    });
    const hidden = await Promise.race([compared, tooLate]);
    if (started !== generation) return false;
    const isHidden = ([entity, row]: readonly [Entity, Row]) =>
      hidden?.has(entity === "project" ? row.id : String(row["projectId"])) === true;
    const shown = rows.filter((row) => !isHidden(row));
    resume({ ...stored, rows: shown });
    for (const id of hidden ?? []) dropContents(id, position);
    finish([]);
    if (!hidden) compareLater();
    return shown.length === rows.length;
  };

  const close = (reason: ClosedReason) => {
    if (status === "closed" || closed === reason) return;
    closed = reason;
    // If only the session has ended, the user sees the rows while they sign in again.
    if (reason === "workspace") {
      replaceAll({ rows: [], seq: "0", epoch: "" });
      epoch = null;
      status = "closed";
    }
    onApplied([], false);
  };

  return {
    receive,
    load,
    resume: (rows, seq, log, covered = {}) => {
      comparedAt = null;
      resume({ rows, seq, epoch: log, coverage: covered });
      compareLater();
    },
    restore,
    openTask: (id) => {
      openTasks.set(id, (openTasks.get(id) ?? 0) + 1);
      // Before rows are loaded, their position is unknown. Then the details are read.
      if (status !== "empty" && !hasDetails(tables.get("task", id))) requestDetails(id, position);
      return () => {
        const count = (openTasks.get(id) ?? 1) - 1;
        if (count > 0) openTasks.set(id, count);
        else openTasks.delete(id);
      };
    },
    close,
    reopen: () => {
      closed = null;
      if (status === "closed") status = "empty";
      if (status === "empty" || waiting) void load();
    },
    closedReason: () => closed,
    status: () => status,
    coverage: () => coverage,
    position: () => String(position),
    epoch: () => epoch,
    confirmed: () => requests.confirmed(position),
  };
}
