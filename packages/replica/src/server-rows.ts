import type { Reader } from "@docket/schema/filter-match";
import type { Id } from "@docket/schema/id";
import type { ListedTask } from "@docket/schema/task";
import { taskMatcher } from "@docket/schema/task-matcher";
import { createTaskComparator } from "@docket/schema/task-sort-key";
import { OPEN_STATE, isClosed } from "@docket/schema/task-state";
import { withMoved } from "./moved-rows.ts";
import { createOverlay } from "./overlay.ts";
import type { BaseRows } from "./overlay.ts";
import { createTables } from "./tables.ts";
import type { TaskQuery } from "./task-query.ts";
import type { Command, Entity, Row } from "./transport.ts";

type Options = {
  base: BaseRows;
  commands: readonly Command[];
  reader: Reader;
  /** Whether the server has more rows. Those that belong after the last one are then left to the next page. */
  hasMore: boolean;
};

/**
 * Returns rows that the server has returned for a query, as they look with the pending commands applied: without those
 * that no longer match, and with those that commands have created or changed so that they match. Rows that no command
 * changes keep the order of the server.
 */
export function withPendingCommands(
  rows: readonly ListedTask[],
  { filter, order = "manual", direction = "ascending", keepClosedMs = 0 }: TaskQuery,
  { base, commands, reader, hasMore }: Options,
): readonly ListedTask[] {
  // Rows of the feed can be newer than the answer of the server.
  const isNewest = ({ id, version }: ListedTask) => (base.get("task", id)?.version ?? 0) <= version;
  if (commands.length === 0 && rows.every(isNewest)) return rows;
  const given = withUnknownSubtasks(rows, base);
  const overlay = createOverlay(withGiven(base, given), reader.userId);
  overlay.rebase(commands, new Map());
  const matches = taskMatcher(filter, reader);
  const compare = createTaskComparator(order, direction);
  const isJustClosed = (task: ListedTask) =>
    isClosed(task) &&
    Number(new Date(task.completedAt ?? 0)) > Number(reader.now) - keepClosedMs &&
    matches({ ...task, ...OPEN_STATE });

  const kept: ListedTask[] = [];
  const inserted: ListedTask[] = [];
  for (const row of rows) {
    const after = overlay.task(row.id);
    if (!after) continue;
    if (after.version === row.version && isSame(row, after) && overlay.get("task", row.id) === given.get(row.id))
      kept.push(row);
    else if (isJustClosed(after)) kept.push(after);
    // The server also finds texts that listed tasks don't contain.
    else if (matches(after) || !matches(row)) (compare(row, after) === 0 ? kept : inserted).push(after);
  }
  const ids = new Set(rows.map(({ id }) => id));
  const last = kept.at(-1);
  for (const id of overlay.pendingIds()) {
    const task = ids.has(id) ? undefined : overlay.task(id);
    if (task && matches(task)) inserted.push(task);
  }
  const isOnPage = (task: ListedTask) => !hasMore || (last !== undefined && compare(task, last) < 0);
  return withMoved(kept, [], inserted.filter(isOnPage), compare);
}

/** Returns rows of an entity that the server has listed, as they look with commands applied. */
export function rowsWithCommands(
  entity: Entity,
  rows: readonly Row[],
  commands: readonly Command[],
  userId: Id,
): readonly Row[] {
  // No command changes people before the server has answered.
  if (commands.length === 0 || entity === "member" || entity === "workspace_member") return rows;
  const tables = createTables();
  for (const row of rows) tables.put(entity, row);
  const overlay = createOverlay(tables, userId);
  overlay.rebase(commands, new Map());
  return overlay.liveRows(entity);
}

function isSame({ subtasks, labelIds }: ListedTask, shown: ListedTask): boolean {
  return (
    subtasks.all === shown.subtasks.all &&
    subtasks.open === shown.subtasks.open &&
    labelIds.length === shown.labelIds.length
  );
}

/** Returns the rows with the numbers of those sub-tasks that the replica does not hold. */
function withUnknownSubtasks(rows: readonly ListedTask[], base: BaseRows): Map<Id, Row> {
  const known = createOverlay(withGiven(base, new Map(rows.map((row) => [row.id, row]))), "");
  return new Map(
    rows.map((row) => {
      const children = [...known.childrenOf(row.id)].flatMap((id) => known.get("task", id) ?? []);
      const live = children.filter(({ deletedAt }) => !deletedAt);
      const open = live.filter(({ status }) => status === "open").length;
      const subtasks = { all: row.subtasks.all - live.length, open: row.subtasks.open - open };
      return [row.id, { ...row, subtasks }] as const;
    }),
  );
}

/** Returns the base rows together with those that the server has returned, the newer of both if a row is in both. */
function withGiven(base: BaseRows, given: ReadonlyMap<Id, Row>): BaseRows {
  return {
    get: (entity, id) => {
      const held = base.get(entity, id);
      const row = entity === "task" ? given.get(id) : undefined;
      return row && (!held || held.version <= row.version) ? row : held;
    },
    ids: (entity) => (entity === "task" ? new Set([...base.ids(entity), ...given.keys()]) : base.ids(entity)),
    idsWith: (entity, field, value) => {
      const held = base.idsWith(entity, field, value);
      if (entity !== "task") return held;
      const found = [...given.values()].filter((row) => [row[field]].flat().includes(value));
      return new Set([...held, ...found.map(({ id }) => id)]);
    },
  };
}
