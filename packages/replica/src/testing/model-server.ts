import { EVERYTHING } from "../coverage.ts";
import { memberRowId } from "../transport.ts";
import type { Answer, Command, Entity, Line, ReplicaEvent, RowsAt, Snapshot } from "../transport.ts";
import { createModelCommands } from "./model-commands.ts";
import { copyOf, createModelState } from "./model-state.ts";
import type { Draft, Fields, LogLine, State } from "./model-state.ts";

const WITHIN_PROJECT = new Set(["projectId", "sectionId", "parentId", "number"]);

/** Creates a server with one workspace. */
export function createModelServer(workspaceId: string, guestId: string) {
  const shared = createModelState(workspaceId, guestId);
  const { model, tables, tasks, isMember, isReadable, seesLabel, taskRow, listedRow, projectRow } = shared;
  const run = createModelCommands(shared);
  let backup: State | null = null;
  let epoch = 1;

  const canRead = (userId: string, line: LogLine): boolean => {
    if (line.audience !== null) return line.audience === userId;
    if (line.entity === "label") return tables().label.has(line.entityId) && seesLabel(userId, line.entityId);
    if (line.projectId === null) return userId !== guestId;
    return line.entity === "project" ? isMember(userId, line.projectId) : isReadable(userId, line.projectId);
  };
  const masked = (userId: string, fields: Fields | null): Line["after"] => {
    const isHidden = typeof fields?.["projectId"] === "string" && !isReadable(userId, fields["projectId"]);
    const shown = Object.entries(fields ?? {}).map(([key, value]) => [
      key,
      isHidden && WITHIN_PROJECT.has(key) ? null : value,
    ]);
    return fields && (Object.fromEntries(shown) as Line["after"]);
  };
  const toLine = (userId: string, { audience: _audience, ...line }: LogLine): Line => ({
    ...line,
    seq: String(line.seq),
    before: masked(userId, line.before),
    after: masked(userId, line.after),
  });
  /** Runs a command in a transaction: a rejected one changes nothing. */
  const execute = (userId: string, command: Command): Answer => {
    const known = model.state.commands.get(command.commandId);
    if (known) return { seq: known.seq === null ? null : String(known.seq), answer: null };
    const saved = copyOf(model.state);
    const drafts: Draft[] = [];
    model.clock += 1_000;
    try {
      const answer = run(userId, command, drafts);
      const at = new Date(model.clock).toISOString();
      const first = model.state.log.length + 1;
      for (const [index, draft] of drafts.entries()) {
        const identity = { workspaceId, commandId: command.commandId, actorId: userId, seq: first + index, at };
        model.state.log.push({
          ...draft,
          before: draft.before as Line["before"],
          after: draft.after as Line["after"],
          isWhole: draft.isWhole ?? false,
          ...identity,
        });
      }
      const seq = drafts.length > 0 ? model.state.log.length : null;
      const undoOf = command.path === "command.undo" ? String(command.input["undo"]) : null;
      model.state.commands.set(command.commandId, { actorId: userId, seq, undoneBy: null, undoOf });
      return { seq: seq === null ? null : String(seq), answer };
    } catch (error) {
      model.state = saved;
      throw error;
    }
  };
  const rowsOf = (userId: string, projectId: string | null, trash: "live" | "any"): RowsAt["rows"] => [
    ...[...tables().project.values()]
      .filter((row) => isReadable(userId, row.id) && (projectId ?? row.id) === row.id)
      .map((row) => ({ entity: "project" as Entity, row: projectRow(userId, row) })),
    ...tasks()
      .filter((task) => isReadable(userId, task.projectId) && (projectId ?? task.projectId) === task.projectId)
      .filter((task) => trash === "any" || !task.deletedAt)
      .map((task) => ({ entity: "task" as Entity, row: listedRow(task) })),
    ...[...tables().label.values()]
      .filter((row) => projectId === null && seesLabel(userId, row.id))
      .filter((row) => trash === "any" || !row.deletedAt)
      .map((row) => ({ entity: "label" as Entity, row })),
    ...[...tables().project.keys()]
      .filter((id) => isReadable(userId, id) && (projectId ?? id) === id)
      .flatMap((id) =>
        [...(model.state.members.get(id) ?? [])].map(([member, { role }]) => memberRow(id, member, role)),
      ),
    ...[...tables().comment.values()]
      .filter((row) => {
        const task = tables().task.get(String(row["taskId"]));
        return projectId === null && task && isReadable(userId, task["projectId"]);
      })
      .filter((row) => trash === "any" || !row.deletedAt)
      .map((row) => ({ entity: "comment" as Entity, row })),
  ];
  const memberRow = (projectId: string, userId: string, role: string) => ({
    entity: "member" as Entity,
    row: { id: memberRowId(projectId, userId), version: 0, projectId, userId, role },
  });
  const coverageOf = ({ rows }: RowsAt) =>
    Object.fromEntries(
      rows.flatMap(({ entity, row }) => (entity === "project" ? [[row.id, EVERYTHING] as const] : [])),
    );
  const withCoverage = (answer: RowsAt): RowsAt => ({ ...answer, coverage: coverageOf(answer) });
  const withoutComments = ({ rows, seq }: RowsAt): RowsAt => ({
    seq,
    rows: rows.filter(({ entity }) => entity !== "comment"),
  });
  const at = (rows: RowsAt["rows"]): RowsAt => ({ seq: String(model.state.log.length), rows });

  return {
    execute,
    snapshot: (userId: string): Snapshot => ({
      ...withCoverage(withoutComments(at(rowsOf(userId, null, "live")))),
      epoch: String(epoch),
    }),
    project: (userId: string, id: string) => withCoverage(at(rowsOf(userId, id, "live"))),
    read: (userId: string, entity: Entity, ids: readonly string[]) =>
      at(rowsOf(userId, null, "any").filter((one) => one.entity === entity && ids.includes(one.row.id))),
    taskDetails: (userId: string, id: string) => {
      const task = tasks().find((one) => one.id === id && isReadable(userId, one.projectId));
      const comments = rowsOf(userId, null, "live").filter(({ row }) => row["taskId"] === id);
      return at(task ? [{ entity: "task", row: taskRow(task) }, ...comments] : []);
    },
    subtasks: (userId: string, ids: readonly string[]) =>
      at(rowsOf(userId, null, "live").filter(({ row }) => ids.includes(String(row["parentId"])))),
    labelTasks: (userId: string, id: string) =>
      at(rowsOf(userId, null, "live").filter(({ row }) => (row["labelIds"] as string[] | undefined)?.includes(id))),
    /** Returns the next event of a reader, or null if there is nothing to read. */
    nextEvent: (userId: string, after: number, limit: number, log: string | null): ReplicaEvent | null => {
      if (log !== String(epoch)) return { kind: "resync", seq: String(model.state.log.length), epoch: String(epoch) };
      if (after >= model.state.log.length) return null;
      const end = Math.min(after + limit, model.state.log.length);
      const isSplit = model.state.log[end]?.commandId === model.state.log[end - 1]?.commandId;
      const lines = model.state.log.slice(after, end).filter((line) => canRead(userId, line));
      return {
        kind: "changes",
        from: String(after),
        seq: String(end),
        isSplit,
        changes: lines.map((line) => toLine(userId, line)),
      };
    },
    backUp: () => {
      backup = copyOf(model.state);
    },
    /** Restores the backup. Returns false if there is none. */
    restore: () => {
      if (backup === null) return false;
      model.state = copyOf(backup);
      epoch += 1;
      return true;
    },
    hasCommand: (id: string) => model.state.commands.has(id),
    /** Returns the position of a command's last change: null without changes, undefined if it was not executed. */
    seqOf: (id: string) => model.state.commands.get(id)?.seq,
    commandsOf: (userId: string) =>
      [...model.state.commands].filter(([, { actorId }]) => actorId === userId).map(([id]) => id),
    hasTitle: (title: string) => model.state.log.some((line) => line.after?.["title"] === title),
    seq: () => model.state.log.length,
    visible: (userId: string, entity: Entity) =>
      rowsOf(userId, null, "live")
        .filter((one) => one.entity === entity)
        .map(({ row }) => row),
    all: (entity: "task" | "project" | "label" | "comment") => [...tables()[entity].values()],
  };
}

export type ModelServer = ReturnType<typeof createModelServer>;
