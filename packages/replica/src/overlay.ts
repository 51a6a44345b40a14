import type { Id } from "@docket/schema/id";
import type { ListedTask } from "@docket/schema/task";
import { applyCommand } from "./command-effect.ts";
import type { EffectTarget } from "./command-effect.ts";
import type { ChangedIds, Tables } from "./tables.ts";
import { ENTITIES } from "./transport.ts";
import type { Command, Entity, Row } from "./transport.ts";

/** What the user sees: the confirmed rows with the effects of pending commands, applied in order. */
export type Overlay = EffectTarget & {
  /** Returns a task as lists show it, or undefined if it is in no list. */
  task: (id: Id) => ListedTask | undefined;
  /** Returns the rows of an entity that are not in the trash, in no particular order. */
  liveRows: (entity: Entity) => Row[];
  /** The tasks that pending commands change. */
  pendingIds: () => Iterable<Id>;
  /** Applies the commands again, after base rows or commands have changed. Returns the rows that look different. */
  rebase: (commands: readonly Command[], changed: ChangedIds) => ChangedIds;
};

/** The confirmed rows that an overlay reads. */
export type BaseRows = Pick<Tables, "get" | "ids" | "idsWith">;

/** Creates the overlay over some tables. */
export function createOverlay(tables: BaseRows, userId: Id): Overlay {
  type Rows = Map<Entity, Map<Id, Row | null>>;
  const emptyRows = (): Rows => new Map(ENTITIES.map((entity) => [entity, new Map()]));
  let rows = emptyRows();
  /** The tasks that pending commands have given a parent, by parent. */
  let adopted = new Map<Id, Set<Id>>();
  /** The commands whose effects `rows` contains, and the rows that were changed by applying the last ones. */
  let applied: readonly Command[] = [];
  let touched: [Entity, Id][] = [];
  const counted = new WeakMap<Row, ListedTask>();

  const rowsOf = (entity: Entity) => rows.get(entity) as Map<Id, Row | null>;
  const get = (entity: Entity, id: Id): Row | undefined => {
    const row = rowsOf(entity).get(id);
    return row === undefined ? tables.get(entity, id) : (row ?? undefined);
  };
  const childrenOf = (id: Id): Set<Id> => {
    const children = new Set([...tables.idsWith("task", "parentId", id), ...(adopted.get(id) ?? [])]);
    for (const child of children) if (get("task", child)?.["parentId"] !== id) children.delete(child);
    return children;
  };
  const isLabelGone = (id: Id) => {
    const row = rowsOf("label").get(id) ?? tables.get("label", id);
    return rowsOf("label").get(id) === null || (row?.deletedAt ?? null) !== null;
  };

  const task = (id: Id): ListedTask | undefined => {
    const row = get("task", id) as (ListedTask & Row) | undefined;
    if (!row || row.deletedAt !== null || rowsOf("project").get(row.projectId) === null) return undefined;
    // The tasks of a section go to the trash with it.
    if (row.sectionId !== null && rowsOf("section").get(row.sectionId) === null) return undefined;
    // Rows of the tables count no sub-tasks. Rows that the server has returned count those that are not in the tables.
    let { all, open } = row.subtasks;
    for (const childId of childrenOf(id)) {
      const child = get("task", childId);
      if (!child || child.deletedAt) continue;
      all += 1;
      if (child["status"] === "open") open += 1;
    }
    const areLabelsLive = !row.labelIds.some(isLabelGone);
    const isCounted = all === row.subtasks.all && open === row.subtasks.open;
    if (isCounted && areLabelsLive) return row;
    const labelIds = areLabelsLive ? row.labelIds : row.labelIds.filter((labelId) => !isLabelGone(labelId));
    const known = counted.get(row);
    const isSame = known?.subtasks.all === all && known.subtasks.open === open;
    if (isSame && known.labelIds.length === labelIds.length) return known;
    const shown = { ...row, labelIds, subtasks: { all, open } };
    counted.set(row, shown);
    return shown;
  };

  const target: EffectTarget = {
    get,
    childrenOf,
    tasksNear: (field, value) => new Set([...tables.idsWith("task", field, value), ...rowsOf("task").keys()]),
    ids: (entity) => new Set([...tables.ids(entity), ...rowsOf(entity).keys()]),
    set: (entity, id, row) => {
      const parents = entity === "task" ? [get(entity, id)?.["parentId"], row?.["parentId"]] : [];
      for (const parentId of parents) if (typeof parentId === "string") touched.push(["task", parentId]);
      touched.push([entity, id]);
      rowsOf(entity).set(id, row);
      const parentId = entity === "task" ? row?.["parentId"] : null;
      if (typeof parentId === "string") adopted.set(parentId, (adopted.get(parentId) ?? new Set()).add(id));
    },
  };

  /** Adds the rows that look different because of others: parents of tasks, tasks of labels and projects. */
  const addDependents = (changed: ChangedIds, parents: readonly Id[]) => {
    const tasks = changed.get("task") ?? new Set<Id>();
    for (const id of Array.from(tasks)) {
      const parentId = get("task", id)?.["parentId"];
      if (typeof parentId === "string") tasks.add(parentId);
    }
    for (const id of parents) tasks.add(id);
    const containers = [
      ["label", "labelIds"],
      ["project", "projectId"],
      ["section", "sectionId"],
    ] as const;
    for (const [entity, field] of containers)
      for (const id of changed.get(entity) ?? []) {
        for (const taskId of tables.idsWith("task", field, id)) tasks.add(taskId);
        for (const [taskId, row] of rowsOf("task")) if (row && [row[field]].flat().includes(id)) tasks.add(taskId);
      }
    if (tasks.size > 0) changed.set("task", tasks);
  };

  return {
    ...target,
    task,
    liveRows: (entity) =>
      [...target.ids(entity)].flatMap((id) => {
        const row = get(entity, id);
        return row && !row.deletedAt ? [row] : [];
      }),
    pendingIds: () => rowsOf("task").keys(),
    rebase: (commands, changed) => {
      const next = effective(commands);
      const isBaseSame = [...changed.values()].every((ids) => ids.size === 0);
      const isContinued = isBaseSame && applied.every((command, index) => command === next[index]);
      const all: ChangedIds = new Map(ENTITIES.map((entity) => [entity, new Set(changed.get(entity))]));
      const previous = rows;
      const previousParents = [...adopted];
      touched = [];
      if (!isContinued) {
        rows = emptyRows();
        adopted = new Map();
      }
      for (const command of next.slice(isContinued ? applied.length : 0)) applyCommand(command, userId, target);
      applied = next;
      if (isContinued) for (const [entity, id] of touched) all.get(entity)?.add(id);
      else for (const entity of ENTITIES) keepEqualRows(previous.get(entity), rowsOf(entity), all.get(entity));
      const tasks = all.get("task") ?? new Set();
      const formerParents = previousParents.filter(([, ids]) => [...ids].some((id) => tasks.has(id)));
      addDependents(
        all,
        formerParents.map(([id]) => id),
      );
      return all;
    },
  };
}

/** Keeps the previous objects of rows that look the same, and adds the others to the changed ones. */
function keepEqualRows(
  previous: ReadonlyMap<Id, Row | null> | undefined,
  next: Map<Id, Row | null>,
  changed: Set<Id> | undefined,
): void {
  for (const [id, row] of next) {
    const before = previous?.get(id);
    if (row && before && isEqualRow(before, row)) next.set(id, before);
    else if (before !== row) changed?.add(id);
  }
  for (const id of previous?.keys() ?? []) if (!next.has(id)) changed?.add(id);
}

function isEqualRow(left: Row, right: Row): boolean {
  const keys = Object.keys(left);
  const isSame = (key: string) => {
    const [before, after] = [left[key], right[key]];
    return before === after || (typeof before === "object" && JSON.stringify(before) === JSON.stringify(after));
  };
  return keys.length === Object.keys(right).length && keys.every(isSame);
}

/** Returns the commands that have an effect: not those that a later command undoes. */
function effective(commands: readonly Command[]): readonly Command[] {
  const skipped = new Set<Id>();
  for (const { commandId, path, input, resets } of commands.toReversed()) {
    const undone = path === "command.undo" && !skipped.has(commandId) ? input["undo"] : null;
    if (typeof undone !== "string" || commands.every((other) => other.commandId !== undone)) continue;
    skipped.add(undone);
    // The base rows already contain the changes of a command whose undo resets fields.
    if (!resets) skipped.add(commandId);
  }
  return skipped.size === 0 ? commands : commands.filter(({ commandId }) => !skipped.has(commandId));
}
