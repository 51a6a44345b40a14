// A model of the server for tests: its commands, its change log and its access rules, in memory. What it writes to the
// log and who can read it follows packages/core: entities/entity.ts (recordChange), access/access.ts (changesFor),
// log/change/change-row.ts, commands/task, commands/project/trash.ts and commands/member/store.ts.
import type { Line, Row } from "../transport.ts";

export type Fields = Record<string, unknown>;
export type LogLine = Omit<Line, "seq"> & { seq: number; audience: string | null };
export type Draft = Pick<LogLine, "entity" | "entityId" | "op" | "projectId" | "audience" | "version"> & {
  before: Fields | null;
  after: Fields | null;
  isWhole?: boolean;
};
export type ModelTask = Row & { projectId: string; parentId: string | null; labelIds: string[]; title: string };
export type ModelEntity = "task" | "project" | "label" | "comment";
export type Member = { role: string; rank: string };
export type State = {
  rows: Record<ModelEntity, Map<string, Row>>;
  members: Map<string, Map<string, Member>>;
  log: LogLine[];
  commands: Map<string, { actorId: string; seq: number | null; undoneBy: string | null; undoOf: string | null }>;
};

/** Error for a command that the model rejects. */
export class Rejected extends Error {}

/** Creates the empty state of a server with one workspace. The guest among its users can't see what belongs to no project. */
export function createModelState(workspaceId: string, guestId: string) {
  const empty: State = {
    rows: { project: new Map(), task: new Map(), label: new Map(), comment: new Map() },
    members: new Map(),
    log: [],
    commands: new Map(),
  };
  const model = { state: empty, clock: Number(new Date("2026-11-30T08:00:00.000Z")) };

  const tables = () => model.state.rows;
  const tasks = () => [...tables().task.values()] as ModelTask[];
  const isMember = (userId: string, projectId: unknown) =>
    model.state.members.get(String(projectId))?.has(userId) === true;
  const isReadable = (userId: string, projectId: unknown) =>
    isMember(userId, projectId) && tables().project.get(String(projectId))?.deletedAt === null;
  const seesLabel = (userId: string, id: string) =>
    tables().label.get(id)?.["createdBy"] === userId ||
    tasks().some((task) => !task.deletedAt && task.labelIds.includes(id) && isReadable(userId, task.projectId));

  /** The task as the log and its details contain it: without trashed labels. */
  const taskRow = ({ labelIds, ...task }: ModelTask): Row => ({
    ...task,
    labelIds: labelIds.filter((id) => tables().label.get(id)?.deletedAt === null).sort(),
  });
  /** The task as reads return it: without its description. */
  const listedRow = (task: ModelTask): Row => {
    const { description, ...row } = taskRow(task);
    return { ...row, hasDescription: description !== "" };
  };
  const projectRow = (userId: string, row: Row): Row => ({ ...row, ...model.state.members.get(row.id)?.get(userId) });

  return {
    model,
    workspaceId,
    guestId,
    tables,
    tasks,
    isMember,
    isReadable,
    seesLabel,
    taskRow,
    listedRow,
    projectRow,
  };
}

export type ModelState = ReturnType<typeof createModelState>;

/** Copies what commands change in place. Rows and lines are never modified. */
export function copyOf({ rows, members, log, commands }: State): State {
  return {
    rows: {
      project: new Map(rows.project),
      task: new Map(rows.task),
      label: new Map(rows.label),
      comment: new Map(rows.comment),
    },
    members: new Map(
      [...members].map(([id, people]) => [id, new Map([...people].map(([user, member]) => [user, { ...member }]))]),
    ),
    log: [...log],
    commands: new Map([...commands].map(([id, entry]) => [id, { ...entry }])),
  };
}

/** The fields of a new task that the model does not compute. */
export const NEW_TASK = {
  sectionId: null,
  status: "open",
  completedAt: null,
  completedBy: null,
  priority: 0,
  start: null,
  due: null,
  deadline: null,
  durationMinutes: null,
  recurrence: null,
  seriesId: null,
  occurrenceOn: null,
  labelIds: [],
  assigneeIds: [],
  archivedAt: null,
  deletedRoot: null,
  description: "",
};
