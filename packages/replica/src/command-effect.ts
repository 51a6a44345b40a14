import type { Id } from "@docket/schema/id";
import { byRank } from "@docket/schema/rank-order";
import type { ListedTask } from "@docket/schema/task";
import { changesDescendants, namedTasks, ranksAt, ranksFor, taskEffect } from "@docket/schema/task-effect";
import type { KnownTasks, TaskWrite } from "@docket/schema/task-effect";
import type { ActorStamp } from "@docket/schema/task-state";
import { NO_SUBTASKS } from "./tables.ts";
import { isReplicated } from "./transport.ts";
import type { Command, Entity, Row } from "./transport.ts";

/** The rows that the user sees, which effects read and change. */
export type EffectTarget = {
  get: (entity: Entity, id: Id) => Row | undefined;
  ids: (entity: Entity) => Iterable<Id>;
  childrenOf: (taskId: Id) => Iterable<Id>;
  /** Returns tasks among which are all those whose indexed field has a value. */
  tasksNear: (field: "projectId" | "sectionId" | "parentId", value: Id) => Iterable<Id>;
  /** Sets how a row looks after the command; null removes it from all lists. */
  set: (entity: Entity, id: Id, row: Row | null) => void;
};

/** The fields of new rows that a command's input can omit. */
const DEFAULTS: Partial<Record<Entity, object>> = {
  project: {
    key: "",
    description: "",
    color: "slate",
    folderId: null,
    isFavourite: false,
    isInbox: false,
    role: "manager",
  },
  comment: { editedAt: null, deletedRoot: null },
  section: { isDoneColumn: false, deletedRoot: null },
  label: { color: "slate" },
  folder: { parentId: null },
  view: {
    scope: "user",
    projectId: null,
    ownerId: null,
    color: "slate",
    filter: null,
    layout: "list",
    groupBy: null,
    sortBy: "manual",
    direction: "ascending",
  },
};

/** Applies the effect of a command to the rows that the user sees. docs/replica.md lists differences from the server. */
export function applyCommand(command: Command, userId: Id, target: EffectTarget): void {
  const stamp = { userId, now: new Date(command.at).toISOString() };
  const [entity, verb = ""] = command.path.split(".");
  if (command.resets) resetRows(command.resets, target);
  else if (entity === "task") applyToTasks(command, stamp, target);
  else if (isReplicated(entity)) applyToRow(entity, verb, command, stamp, target);
}

/**
 * Returns the ranks that a command gives to the rows that it creates or moves. They are stored with the command, so that
 * they don't have to be computed again when other rows change.
 */
export function ranksOf(command: Command, target: EffectTarget): readonly string[] {
  const [entity, verb] = command.path.split(".");
  if (entity === "task") return ranksFor(taskWrite(command, []), knownTasks(target));
  const { id, after, before } = command.input as { id?: Id; after?: Id | null; before?: Id | null };
  // Moving a project can also only change its folder.
  const isMoved = verb === "move" && (entity !== "project" || after !== undefined || before !== undefined);
  if (!isReplicated(entity) || !(verb === "create" || isMoved)) return [];
  const siblings = [...target.ids(entity)].flatMap((other) => {
    const row = other === id ? undefined : target.get(entity, other);
    return typeof row?.["rank"] === "string" && !row.deletedAt ? [{ id: other, rank: row["rank"] }] : [];
  });
  return ranksAt(siblings.sort(byRank), { after, before }, 1);
}

function taskWrite({ path, input, workspaceId, ranks }: Command, taskIds: readonly Id[]): TaskWrite {
  // Safe because a command is written with the input of its path. Other commands have no effect.
  return { path, input, workspaceId, taskIds, ...(ranks && { ranks }) } as unknown as TaskWrite;
}

/** Safe because rows of tasks contain all fields of listed tasks. */
function asTask(row: Row | undefined): ListedTask | undefined {
  return row as ListedTask | undefined;
}

function knownTasks(target: EffectTarget): KnownTasks {
  const live = function* (ids: Iterable<Id>) {
    for (const id of ids) {
      const task = asTask(target.get("task", id));
      if (task?.deletedAt === null) yield task;
    }
  };
  return {
    get: (id: Id) => asTask(target.get("task", id)),
    values: () => live(target.ids("task")),
    near: ({ projectId, sectionId, parentId }) => {
      if (parentId) return live(target.tasksNear("parentId", parentId));
      return live(sectionId ? target.tasksNear("sectionId", sectionId) : target.tasksNear("projectId", projectId));
    },
  };
}

function applyToTasks(command: Command, stamp: ActorStamp, target: EffectTarget): void {
  const ids = new Set(namedTasks(command.input));
  if (changesDescendants(command.path)) for (const id of ids) for (const child of target.childrenOf(id)) ids.add(child);
  const { created, patch } = taskEffect(taskWrite(command, [...ids]), { ...stamp, known: knownTasks(target) });
  for (const task of created) {
    const description = givenDescription(command, task.id);
    if (!target.get("task", task.id)) target.set("task", task.id, { ...task, description, subtasks: NO_SUBTASKS });
  }
  const rows = [...ids].flatMap((id) => target.get("task", id) ?? []);
  for (const row of rows) {
    const before = row as ListedTask;
    const after = withDescription(patch(before), command);
    if (after !== before) target.set("task", row.id, after);
  }
}

/** Returns the description with which a command creates a task. */
function givenDescription({ input }: Command, id: Id): string {
  // Safe because only these two commands create tasks.
  const { items } = input as { items?: readonly { id: Id; description?: string }[] };
  const item = items ? items.find((one) => one.id === id) : (input as { description?: string });
  return item?.description ?? "";
}

/** Lists don't contain descriptions, but rows of tasks whose details are held do. */
function withDescription(task: ListedTask | null, { input }: Command): ListedTask | null {
  const { description } = (input["set"] ?? {}) as { description?: string };
  return !task || !("description" in task) || description === undefined
    ? task
    : Object.assign({ ...task }, { description });
}

function applyToRow(entity: Entity, verb: string, command: Command, stamp: ActorStamp, target: EffectTarget): void {
  const { id, set, baseVersion: _version, after: _after, before: _before, ...fields } = command.input;
  if (typeof id !== "string") return;
  const row = target.get(entity, id);
  if (verb === "create") {
    const { userId: createdBy, now } = stamp;
    const made = {
      version: 1,
      createdBy,
      authorId: createdBy,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
      archivedAt: null,
    };
    const [rank = ""] = command.ranks ?? [];
    const { workspaceId } = command;
    const isPersonal = entity === "view" && (fields["scope"] ?? "user") === "user";
    const owner = isPersonal ? { ownerId: createdBy } : {};
    if (!row) target.set(entity, id, { ...DEFAULTS[entity], ...made, ...fields, ...owner, workspaceId, rank, id });
  } else if (verb === "trash" || verb === "delete") target.set(entity, id, null);
  else if (row && verb === "update" && entity === "comment")
    target.set(entity, id, { ...row, ...fields, editedAt: stamp.now });
  else if (row && verb === "update" && typeof set === "object") {
    const { isArchived, ...given } = set as { isArchived?: boolean };
    const archivedAt = isArchived === undefined ? row["archivedAt"] : isArchived ? stamp.now : null;
    target.set(entity, id, { ...row, ...given, ...(entity === "project" && { archivedAt }) });
  } else if (row && verb === "move")
    target.set(entity, id, { ...row, ...fields, rank: command.ranks?.[0] ?? row["rank"] });
}

/** Sets the fields that an undo resets, in rows that still exist. */
function resetRows(resets: NonNullable<Command["resets"]>, target: EffectTarget): void {
  for (const { entity, id, fields } of resets) {
    const row = target.get(entity, id);
    if (row) target.set(entity, id, { ...row, ...fields });
  }
}
