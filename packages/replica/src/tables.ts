import type { Id } from "@docket/schema/id";
import { ENTITIES } from "./transport.ts";
import type { Entity, Row } from "./transport.ts";

/** The indexed fields of each entity. The values are IDs or lists of IDs. */
const INDEXED: Record<Entity, readonly string[]> = {
  project: [],
  section: ["projectId"],
  task: ["projectId", "sectionId", "parentId", "labelIds", "assigneeIds"],
  label: [],
  folder: [],
  view: ["projectId"],
  member: ["projectId"],
  workspace_member: [],
  comment: ["taskId"],
};

/** Fields whose values repeat in many rows. Equal values share one string, which saves a third of the memory. */
const REPEATED = ["workspaceId", "projectId", "sectionId", "parentId", "createdBy", "completedBy"];

/** The number of sub-tasks of a stored task. The overlay counts them when a task is shown. */
export const NO_SUBTASKS = { all: 0, open: 0 };
const NONE: ReadonlySet<Id> = new Set();

/** The IDs of changed rows, by entity. */
export type ChangedIds = Map<Entity, Set<Id>>;

/** The rows that the server has confirmed, by entity and ID. */
export type Tables = {
  get: (entity: Entity, id: Id) => Row | undefined;
  ids: (entity: Entity) => Iterable<Id>;
  /** Returns the IDs of the rows whose field equals or contains the value. For labels, only of live tasks. */
  idsWith: (entity: Entity, field: string, value: Id) => ReadonlySet<Id>;
  put: (entity: Entity, row: Row) => void;
  delete: (entity: Entity, id: Id) => void;
  /** Returns what has changed since the last call. */
  takeChanges: () => ChangedIds;
};

/** Creates empty tables. */
export function createTables(): Tables {
  const tables = new Map<Entity, Map<Id, Row>>(ENTITIES.map((entity) => [entity, new Map()]));
  const indexes = new Map<string, Map<Id, Set<Id>>>();
  const strings = new Map<string, string>();
  let changed: ChangedIds = new Map();

  const tableOf = (entity: Entity) => tables.get(entity) as Map<Id, Row>;
  const intern = (value: string) => {
    const known = strings.get(value);
    if (known === undefined) strings.set(value, value);
    return known ?? value;
  };
  const interned = (row: Row): Row => {
    const copy: Row = { ...row };
    for (const field of REPEATED) if (typeof copy[field] === "string") copy[field] = intern(copy[field]);
    for (const field of ["labelIds", "assigneeIds"])
      if (Array.isArray(copy[field])) copy[field] = (copy[field] as Id[]).map(intern);
    return copy;
  };
  const index = (entity: Entity, row: Row, isPresent: boolean) => {
    for (const field of INDEXED[entity]) {
      for (const value of indexValues(row, field)) {
        const name = `${entity}.${field}`;
        const byValue = indexes.get(name) ?? new Map<Id, Set<Id>>();
        indexes.set(name, byValue);
        const ids = byValue.get(value) ?? new Set();
        if (isPresent) byValue.set(value, ids.add(row.id));
        else if (ids.delete(row.id) && ids.size === 0) byValue.delete(value);
      }
    }
  };
  const mark = (entity: Entity, id: Id) => changed.set(entity, (changed.get(entity) ?? new Set()).add(id));
  const remove = (entity: Entity, id: Id) => {
    const row = tableOf(entity).get(id);
    if (row) index(entity, row, false);
    // The former parent of a task has one sub-task less.
    if (typeof row?.["parentId"] === "string") mark(entity, row["parentId"]);
    return tableOf(entity).delete(id);
  };

  return {
    get: (entity, id) => tableOf(entity).get(id),
    ids: (entity) => tableOf(entity).keys(),
    idsWith: (entity, field, value) => indexes.get(`${entity}.${field}`)?.get(value) ?? NONE,
    put: (entity, row) => {
      remove(entity, row.id);
      const stored = interned(entity === "task" ? { ...row, subtasks: NO_SUBTASKS } : row);
      tableOf(entity).set(row.id, stored);
      index(entity, stored, true);
      mark(entity, row.id);
    },
    delete: (entity, id) => {
      if (remove(entity, id)) mark(entity, id);
    },
    takeChanges: () => {
      const taken = changed;
      changed = new Map();
      return taken;
    },
  };
}

function indexValues(row: Row, field: string): readonly Id[] {
  // Labels of trashed tasks don't count: they don't make a label visible.
  if (field === "labelIds" && row.deletedAt) return [];
  const value = row[field];
  return Array.isArray(value) ? (value as Id[]) : typeof value === "string" ? [value] : [];
}
