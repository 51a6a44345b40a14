import type { Id } from "@docket/schema/id";
import { hasDetails } from "./line-row.ts";
import { pagesOf } from "./requests.ts";
import type { Requests } from "./requests.ts";
import { createRowWriter } from "./row-writer.ts";
import type { RowWriter } from "./row-writer.ts";
import type { Tables } from "./tables.ts";
import type { Coverage, Entity, Line, Row, RowsAt, Transport } from "./transport.ts";

type Options = {
  tables: Tables;
  transport: Pick<Transport, "project" | "read" | "subtasks" | "labelTasks" | "taskDetails">;
  userId: Id;
  requests: Requests;
  /** Whether a view shows the description and the comments of a task. */
  isOpenTask: (id: Id) => boolean;
  /** Notes which tasks of a project were read. */
  cover: (coverage: Coverage | undefined) => void;
  /** Applies a line again that is newer than the rows that were read. */
  applyLine: (line: Line) => void;
};

/** Reads rows that the lines of the feed don't determine. `seq` is the position that an answer must have reached. */
type RowReads = {
  writer: RowWriter;
  /** Reads a row by ID with the next call of `startReads`. */
  requestRow: (entity: Entity, id: Id, seq: number) => void;
  startReads: () => void;
  /** Replaces the rows of a project. */
  requestProject: (id: Id, seq: number) => void;
  isReadingProject: () => boolean;
  /** Reads the tasks of a restored label, which were read without it, and whose versions have not changed. */
  requestLabelTasks: (id: Id, seq: number) => void;
  /** Reads the description and the comments of a task. */
  requestDetails: (id: Id, seq: number) => void;
};

/** Creates the reads of a feed. */
export function createRowReads(options: Options): RowReads {
  const { tables, transport, requests } = options;
  const toRead = new Map<Entity, Set<Id>>();
  const requestRow = (entity: Entity, id: Id, seq: number) => {
    // Lines about the sub-tasks of a task are applied again, because they are not held until then.
    if (requests.begin(`${entity} ${id}`, seq, entity === "task"))
      toRead.set(entity, (toRead.get(entity) ?? new Set()).add(id));
  };
  const writer = createRowWriter({
    tables,
    userId: options.userId,
    requestRow,
    onWithoutDetails: (id, seq) => {
      if (options.isOpenTask(id)) requestDetails(id, seq);
      else deleteComments(id);
    },
  });
  const { write, writeNewer, requestUnusedLabels, contentsOf, deleteComments } = writer;

  /** Returns the tasks that are not held and may have sub-tasks. */
  const parentsNotHeld = (rows: RowsAt["rows"]): Id[] =>
    rows.flatMap(({ entity, row }) => {
      const isParent = entity === "task" && !row.deletedAt && !tables.get("task", row.id) && mayHaveSubtasks(row);
      return isParent ? [row.id] : [];
    });
  /** Adds the sub-tasks of tasks that are not held. They can be missing from the snapshot, too. */
  const withSubtasks = async (reading: Promise<RowsAt>): Promise<RowsAt> => {
    const answer = await reading;
    const rows = [...answer.rows];
    for (let parents = parentsNotHeld(rows); parents.length > 0;) {
      const answers = await Promise.all(pagesOf(parents).map((ids) => transport.subtasks(ids)));
      const found = answers.flatMap((one) => one.rows);
      rows.push(...found);
      parents = parentsNotHeld(found);
    }
    // The position is that of the first answer, which is the oldest.
    return { ...answer, rows };
  };
  /** Writes what was read below a task. */
  const writeBelow = (parentId: Id, rows: RowsAt["rows"], seq: number, written = new Set([parentId])) => {
    for (const { entity, row } of rows) {
      // Levels are read one after the other, so a task that is moved meanwhile can be above and below another one.
      if (entity !== "task" || row["parentId"] !== parentId || written.has(row.id)) continue;
      written.add(row.id);
      writeNewer(entity, row, seq);
      writeBelow(row.id, rows, seq, written);
    }
  };

  /** Applies the lines about tasks again, which the answer may not contain. */
  const applyTaskLines = (lines: readonly Line[]) => {
    for (const line of lines) if (line.entity === "task") options.applyLine(line);
  };

  const startReads = () => {
    const sets = [...toRead];
    toRead.clear();
    for (const [entity, set] of sets)
      for (const ids of pagesOf([...set])) {
        const idOf = (key: string) => key.slice(entity.length + 1);
        requests.send(
          ids.map((id) => `${entity} ${id}`),
          (keys) => {
            const reading = transport.read(entity, keys.map(idOf));
            return entity === "task" ? withSubtasks(reading) : reading;
          },
          ({ rows, seq }) => {
            const found = new Map(rows.map(({ row }) => [row.id, row]));
            return (key, lines) => {
              const row = found.get(idOf(key));
              const isWanted = entity !== "comment" || isOfHeldDetails(tables, row);
              if (row && isWanted) writeNewer(entity, row, Number(seq));
              else write(entity, idOf(key), null, Number(seq));
              if (entity !== "task") return;
              writeBelow(idOf(key), rows, Number(seq));
              applyTaskLines(lines);
            };
          },
        );
      }
  };

  const requestProject = (id: Id, seq: number) => {
    const key = `contents ${id}`;
    if (!requests.begin(key, seq, true)) return;
    requests.send(
      [key],
      () => transport.project(id),
      ({ rows, seq: at, coverage: covered }) =>
        (_key, lines) => {
          const reached = Number(at);
          const found = new Set(rows.map(({ entity, row }) => `${entity} ${row.id}`));
          for (const [entity, rowId] of [["project", id] as const, ...contentsOf(id)])
            if (!found.has(`${entity} ${rowId}`)) write(entity, rowId, null, reached);
          options.cover(covered);
          for (const { entity, row } of rows) writeNewer(entity, row, reached);
          requestUnusedLabels(reached);
          for (const line of lines) options.applyLine(line);
        },
    );
  };
  const requestLabelTasks = (id: Id, seq: number) => {
    requests.requireAll(seq);
    const key = `tasks ${id}`;
    // Its pages are read one after the other, so that some rows can be older than the last changes.
    if (!requests.begin(key, seq, true)) return;
    requests.send(
      [key],
      () => withSubtasks(transport.labelTasks(id)),
      ({ rows, seq: at }) =>
        (_key, lines) => {
          for (const { entity, row } of rows) writeNewer(entity, row, Number(at));
          applyTaskLines(lines);
        },
    );
  };

  const requestDetails = (id: Id, seq: number) => {
    const key = `details ${id}`;
    if (!requests.begin(key, seq, true)) return;
    requests.send(
      [key],
      () => withSubtasks(transport.taskDetails(id)),
      ({ rows, seq: at }) =>
        (_key, lines) => {
          deleteComments(id);
          const task = rows.find(({ entity, row }) => entity === "task" && row.id === id);
          if (!task) return;
          const hasDescription = task.row["description"] !== "";
          writeNewer("task", { ...task.row, hasDescription }, Number(at));
          writeBelow(id, rows, Number(at));
          for (const { entity, row } of rows) if (entity === "comment") tables.put(entity, row);
          for (const line of lines) options.applyLine(line);
        },
    );
  };

  const isReadingProject = () => requests.hasAny("contents ");
  return { writer, requestRow, startReads, requestProject, isReadingProject, requestLabelTasks, requestDetails };
}

function mayHaveSubtasks({ subtasks }: Row): boolean {
  return typeof subtasks !== "object" || subtasks === null || !("all" in subtasks) || subtasks.all !== 0;
}

/** Whether the fields of a comment belong to a task whose comments are held. */
export function isOfHeldDetails(tables: Tables, comment: Line["after"] | Row | undefined): boolean {
  const taskId = comment?.["taskId"];
  return typeof taskId === "string" && hasDetails(tables.get("task", taskId));
}
