import type { Id } from "@docket/schema/id";
import type { Tables } from "./tables.ts";
import { ENTITIES, isReplicated } from "./transport.ts";
import type { Entity, Line, ReplicaEvent, Row, RowsAt, Transport } from "./transport.ts";

/** Rows that are being read because the lines alone don't determine them. */
type Fetch = {
  /** Seq of the first line that made it necessary. */
  since: number;
  /** Seq that the answer must have reached. It increases with each line that would make an older answer wrong. */
  minimum: number;
  /** Lines applied since the start, which are applied again to an answer that is older. Only for projects. */
  lines: Line[];
};

type ChangesEvent = Extract<ReplicaEvent, { kind: "changes" }>;

export type FeedOptions = {
  tables: Tables;
  transport: Pick<Transport, "snapshot" | "project" | "read" | "labelTasks">;
  userId: Id;
  /** Runs a function later, because the server could not be reached. */
  retryLater: (run: () => void) => void;
  /** Called after base rows have changed, with the applied lines. */
  onApplied: (lines: readonly Line[]) => void;
  /** Called if events are missing. The stream must be opened again from {@link Feed.position}. */
  onGap: () => void;
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
  resume: (rows: Iterable<readonly [Entity, Row]>, position: string, epoch: string) => void;
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
  let position = 0;
  let epoch: string | null = null;
  /** Answers that were requested before the last snapshot are ignored. */
  let generation = 0;
  let waiting: ReplicaEvent[] | null = null;
  /** The parts of an event that have arrived, if it is split. Commands are shown as a whole. */
  let partial: ChangesEvent | null = null;
  const fetches = new Map<string, Fetch>();
  const toRead = new Map<Entity, Set<Id>>();

  const requireSeq = (key: string, seq: number) => {
    const fetch = fetches.get(key);
    if (fetch) fetch.minimum = Math.max(fetch.minimum, seq);
    return fetch !== undefined;
  };
  const requireSeqOfAll = (seq: number) => {
    for (const key of fetches.keys()) requireSeq(key, seq);
  };
  /** Returns whether the fetch has to be started. */
  const begin = (key: string, seq: number) => {
    if (requireSeq(key, seq)) return false;
    fetches.set(key, { since: seq, minimum: seq, lines: [] });
    return true;
  };
  const requestRow = (entity: Entity, id: Id, seq: number) => {
    if (begin(`${entity} ${id}`, seq)) toRead.set(entity, (toRead.get(entity) ?? new Set()).add(id));
  };

  /**
   * Reads the labels of a task that has come from elsewhere. While it was there, the labels may have been invisible, so
   * that lines about them were passed over.
   */
  const requestLabels = (row: Row, seq: number) => {
    for (const labelId of labelsOf(row)) requestRow("label", labelId, seq);
  };
  const isUnused = (labelId: Id) => tables.idsWith("task", "labelIds", labelId).size === 0;
  /** A label may have been read while it was visible through a task that has never been in the tables. */
  const requestUnusedLabels = (seq: number) => {
    for (const id of tables.ids("label"))
      if (isUnused(id) && tables.get("label", id)?.["createdBy"] !== options.userId) requestRow("label", id, seq);
  };
  /** Writes or deletes a row. A label becomes visible with its first task and invisible with its last. */
  const write = (entity: Entity, id: Id, row: Row | null, seq: number) => {
    const labels = entity === "task" ? [...labelsOf(row), ...labelsOf(tables.get(entity, id))] : [];
    const unused = new Set(labels.filter(isUnused));
    if (!row && entity === "task" && !tables.get(entity, id)) requestUnusedLabels(seq);
    if (row) tables.put(entity, row);
    else tables.delete(entity, id);
    for (const labelId of labels) if (isUnused(labelId) !== unused.has(labelId)) requestRow("label", labelId, seq);
  };
  const writeNewer = (entity: Entity, row: Row, seq: number) => {
    const held = tables.get(entity, row.id);
    if (!held || held.version <= row.version) write(entity, row.id, row, seq);
    if (entity === "task") requestLabels(row, seq);
  };
  const contentsOf = (projectId: Id) =>
    ENTITIES.flatMap((entity) =>
      [...tables.idsWith(entity, "projectId", projectId)].map((id) => [entity, id] as const),
    );
  const dropContents = (projectId: Id, seq: number) => {
    for (const [entity, id] of contentsOf(projectId)) write(entity, id, null, seq);
    requireSeqOfAll(seq);
    requestUnusedLabels(seq);
  };

  /** Requests an answer until it is recent enough, and hands it on. */
  const fetchUntil = async (
    keys: readonly string[],
    request: () => Promise<RowsAt>,
    take: (answer: RowsAt, fetch: Fetch, key: string) => void,
  ): Promise<void> => {
    const started = generation;
    const answer = await request().catch(() => null);
    if (started !== generation) return;
    const seq = Number(answer?.seq ?? -1);
    const open = keys.filter((key) => (fetches.get(key)?.minimum ?? -1) > seq);
    for (const key of keys) {
      const fetch = fetches.get(key);
      if (!fetch || !answer || open.includes(key)) continue;
      fetches.delete(key);
      take(answer, fetch, key);
    }
    const again = () => void (started === generation && fetchUntil(open, request, take));
    if (answer && open.length > 0) again();
    else if (open.length > 0) options.retryLater(again);
    startReads();
    onApplied([]);
  };

  const startReads = () => {
    const sets = [...toRead];
    toRead.clear();
    for (const [entity, set] of sets) {
      const ids = [...set];
      const keys = ids.map((id) => `${entity} ${id}`);
      void fetchUntil(
        keys,
        () => transport.read(entity, ids),
        ({ rows, seq }, _fetch, key) => {
          const id = key.slice(entity.length + 1);
          const found = rows.find(({ row }) => row.id === id);
          if (found) writeNewer(entity, found.row, Number(seq));
          else write(entity, id, null, Number(seq));
        },
      );
    }
  };

  const requestProject = (id: Id, seq: number) => {
    const key = `contents ${id}`;
    if (!begin(key, seq)) return;
    void fetchUntil(
      [key],
      () => transport.project(id),
      ({ rows, seq: at }, { lines }) => {
        const reached = Number(at);
        const found = new Set(rows.map(({ entity, row }) => `${entity} ${row.id}`));
        for (const [entity, rowId] of [["project", id] as const, ...contentsOf(id)])
          if (!found.has(`${entity} ${rowId}`)) write(entity, rowId, null, reached);
        for (const { entity, row } of rows) writeNewer(entity, row, reached);
        requestUnusedLabels(reached);
        for (const line of lines) if (Number(line.seq) > reached) applyLine(line);
      },
    );
  };

  /** A restored label is on tasks whose rows were read without it, and whose versions have not changed. */
  const requestLabelTasks = (id: Id, seq: number) => {
    requireSeqOfAll(seq);
    const key = `tasks ${id}`;
    if (!begin(key, seq)) return;
    void fetchUntil(
      [key],
      () => transport.labelTasks(id),
      ({ rows, seq: at }) => {
        for (const { entity, row } of rows) writeNewer(entity, row, Number(at));
      },
    );
  };

  /** Applies a line about the reader's own access, or their own arrangement of projects. Neither has a version. */
  const applyToProject = (line: Line, seq: number) => {
    const { entity, op, entityId, after } = line;
    requireSeq(`project ${entityId}`, seq);
    if (entity === "access" && op === "revoke") {
      write("project", entityId, null, seq);
      return dropContents(entityId, seq);
    }
    const held = tables.get("project", entityId);
    if (held && after) write("project", entityId, { ...held, ...after }, seq);
    if (isReplacing(line)) requestProject(entityId, seq);
  };

  const applyLine = (line: Line) => {
    const { entity, entityId, op, after } = line;
    const seq = Number(line.seq);
    if (entity === "access" || entity === "placement") return applyToProject(line, seq);
    if (!isReplicated(entity)) return;
    requireSeq(`${entity} ${entityId}`, seq);
    // Whatever the version of the project's row is: it may have been read after this line was written.
    if (entity === "project" && (op === "purge" || (after?.["deletedAt"] ?? null) !== null))
      dropContents(entityId, seq);
    else if (entity === "project" && isReplacing(line)) requestProject(entityId, seq);
    if (entity === "label" && op === "restore") requestLabelTasks(entityId, seq);
    const held = tables.get(entity, entityId);
    const version = line.version ?? 0;
    const isNews = !held || held.version < version;
    if (op === "purge" || (op === "leave" && isNews)) write(entity, entityId, null, seq);
    else if (op === "leave" || !isNews) return;
    else if (line.isWhole) {
      write(entity, entityId, wholeRow(line), seq);
      if (held && entity === "task") requestLabels(wholeRow(line), seq);
    } else if (held?.version === version - 1) write(entity, entityId, patchedRow(held, line), seq);
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
    if (waiting) return void waiting.push(event);
    if (event.kind === "resync") return void load();
    const complete = joined(event);
    if (complete) apply(complete);
  };

  const apply = (event: ChangesEvent): void => {
    if (Number(event.from) > position) return options.onGap();
    const lines = event.changes.filter(({ seq }) => Number(seq) > position);
    for (const line of lines) {
      for (const fetch of fetches.values()) fetch.lines.push(line);
      applyLine(line);
    }
    position = Math.max(position, Number(event.seq));
    startReads();
    onApplied(lines);
    const hasOtherRole = ({ entity, entityId }: Line) => entity === "workspace_member" && entityId === options.userId;
    if (lines.some(hasOtherRole)) void load();
  };

  /** Replaces the rows, and returns the events that have arrived while they were being read. */
  const replaceAll = (rows: Iterable<readonly [Entity, Row]>, seq: string, log: string): ReplicaEvent[] => {
    generation += 1;
    const events = waiting ?? [];
    waiting = null;
    partial = null;
    fetches.clear();
    toRead.clear();
    for (const entity of ENTITIES) for (const id of Array.from(tables.ids(entity))) tables.delete(entity, id);
    for (const [entity, row] of rows) tables.put(entity, row);
    position = Number(seq);
    epoch = log;
    return events;
  };

  const load = async (): Promise<void> => {
    generation += 1;
    const started = generation;
    waiting ??= [];
    const snapshot = await transport.snapshot().catch(() => null);
    if (started !== generation) return;
    if (!snapshot) return options.retryLater(() => void load());
    const isOtherLog = epoch !== null && epoch !== snapshot.epoch;
    const events = replaceAll(
      snapshot.rows.map(({ entity, row }) => [entity, row] as const),
      snapshot.seq,
      snapshot.epoch,
    );
    if (isOtherLog) options.onRestored();
    onApplied([]);
    for (const event of isOtherLog ? [] : events) receive(event);
    if (isOtherLog) options.onGap();
  };

  return {
    receive,
    load,
    resume: (rows, seq, log) => {
      const events = replaceAll(rows, seq, log);
      onApplied([]);
      for (const event of events) receive(event);
    },
    position: () => String(position),
    epoch: () => epoch,
    confirmed: () => Math.min(position, ...[...fetches.values()].map(({ since }) => since - 1)),
  };
}

/** Returns the labels that a task makes visible. */
function labelsOf(row: Row | null | undefined): readonly Id[] {
  return row && !row.deletedAt && Array.isArray(row["labelIds"]) ? (row["labelIds"] as Id[]) : [];
}

function wholeRow(line: Line): Row {
  const { workspaceId, entityId: id, version, after, at } = line;
  return withFlags(line, { workspaceId, createdAt: at, ...after, id, version: version ?? 0, updatedAt: at });
}

function patchedRow(held: Row, line: Line): Row {
  return withFlags(line, { ...held, ...line.after, version: line.version ?? 0, updatedAt: line.at });
}

/** Listed tasks say whether they have a description. */
function withFlags({ entity, after }: Line, row: Row): Row {
  const description = after?.["description"];
  if (entity !== "task" || typeof description !== "string") return row;
  return { ...row, hasDescription: description !== "" };
}
