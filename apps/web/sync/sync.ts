import type { AppRouter } from "@docket/api/root";
import type { Change } from "@docket/schema/change";
import type { Id } from "@docket/schema/id";
import type { ListedTask } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import type { QueryClient } from "@tanstack/react-query";
import { getUntypedClient } from "@trpc/client";
import type { TRPCClient } from "@trpc/client";
import { createBaseVersions } from "./base-version.ts";
import { showOnEntities } from "./entity-effect.ts";
import { createHistory } from "./history.ts";
import type { Step } from "./history.ts";
import { createOutbox } from "./outbox.ts";
import type { Outbox } from "./outbox.ts";
import { recountedParents } from "./subtask-counts.ts";
import { knownTasks, putTasks } from "./task-cache.ts";
import type { TaskEffect } from "./task-effect.ts";
import { taskEffect, touchedTasks } from "./task-effect.ts";
import { refetchTasks, rowsIn } from "./task-rows.ts";
import type { AnsweredTask } from "./task-rows.ts";
import type { WriteStore } from "./write-store.ts";
import type { Write, WriteInput, WritePath } from "./write.ts";

/** How long a task that was just closed stays where it is, in milliseconds. */
const LINGER_MS = 4_000;
/** With more changed tasks than this, lists are asked for anew instead of row by row. */
const MOST_REFETCHED = 300;
/** Numbers in the sidebar and over columns wait this long for further changes, in milliseconds. */
const COUNT_PAUSE_MS = 150;

/** The way of all changes: mine to the server and onto the screen, other people's onto the screen. */
export type Sync = {
  /** Makes a change: shows it at once, sends it after those before it. Answers the id of its command. */
  write: <Path extends WritePath>(path: Path, input: WriteInput<Path>) => Id;
  /** Takes back my last step, or the one with this command id. False when there is none in this tab. */
  undo: (commandId?: Id) => boolean;
  /** Does again what was taken back last. False when there is nothing. */
  redo: () => boolean;
  /** Takes up what others (or my other tabs) changed. */
  receive: (changes: readonly Change[]) => void;
  /** Reads everything on the page anew. */
  resync: () => void;
  /** Sends what an earlier page of this browser could not. */
  resume: () => void;
  outbox: Outbox;
};

type SyncOptions = {
  queryClient: QueryClient;
  client: TRPCClient<AppRouter>;
  workspaceId: Id;
  userId: Id;
  store: WriteStore;
  /** The server has said no; the screen shows what was before again. */
  onRefusal: (write: Write, error: unknown) => void;
};

export function createSync(options: SyncOptions): Sync {
  const { queryClient, client, workspaceId, userId, store, onRefusal } = options;
  const untyped = getUntypedClient(client);
  const history = createHistory();
  const effects = new Map<Id, TaskEffect>();
  const steps = new Map<Id, Step>();
  /** Commands of this tab that were answered with their rows: their echo in the feed tells nothing new. */
  const known = new Set<Id>();
  const lingering = new Set<Id>();
  const baseVersions = createBaseVersions();
  let countTimer: ReturnType<typeof setTimeout> | undefined;

  const put = (rows: ListedTask[], gone: Iterable<Id> = []) => putTasks(queryClient, lingering, rows, gone);

  /** Rows as the server has them, with what I changed since. */
  const withPending = (rows: ListedTask[]): { rows: ListedTask[]; gone: Id[] } => {
    const gone: Id[] = [];
    const shown = rows.flatMap((row) => {
      let task: ListedTask | null = row;
      for (const write of outbox.pending()) task = task && (effects.get(write.commandId)?.patch(task) ?? null);
      if (task === null) gone.push(row.id);
      return task ?? [];
    });
    return { rows: shown, gone };
  };

  const putServerRows = (answered: AnsweredTask[], gone: Iterable<Id> = []) => {
    const tasks = knownTasks(queryClient);
    // Answers may overtake each other.
    const newest = answered.filter((row) => row.version >= (tasks.get(row.id)?.version ?? 0));
    // What a command answers does not count the sub-tasks.
    const shown = withPending(
      newest.map((row) => ({ ...row, subtasks: row.subtasks ?? tasks.get(row.id)?.subtasks ?? { all: 0, open: 0 } })),
    );
    put(shown.rows, [...gone, ...shown.gone]);
  };

  const recount = () => {
    clearTimeout(countTimer);
    countTimer = setTimeout(() => {
      void queryClient.invalidateQueries({ queryKey: [["task", "count"]] });
      void queryClient.invalidateQueries({ queryKey: [["task", "tally"]] });
    }, COUNT_PAUSE_MS);
  };

  const refetch = async (ids: Id[]) => {
    if (ids.length === 0) return;
    if (ids.length > MOST_REFETCHED) {
      await queryClient.invalidateQueries({ queryKey: [["task"]] });
      return;
    }
    const rows = await refetchTasks(client, workspaceId, ids);
    const found = new Set(rows.map((row) => row.id));
    putServerRows(
      rows,
      ids.filter((id) => !found.has(id)),
    );
    for (const id of ids) void queryClient.invalidateQueries({ queryKey: [["task", "get"], { input: { id } }] });
  };

  const linger = (ids: Id[]) => {
    for (const id of ids) lingering.add(id);
    setTimeout(() => {
      for (const id of ids) lingering.delete(id);
      const tasks = knownTasks(queryClient);
      put(ids.flatMap((id) => tasks.get(id) ?? []));
    }, LINGER_MS);
  };

  /** Shows a write and tells how the tasks were before. */
  const show = (write: Write): Step => {
    const tasks = knownTasks(queryClient);
    const effect = taskEffect(write, { known: tasks, userId, now: new Date(write.at).toISOString() });
    effects.set(write.commandId, effect);
    if (write.path === "task.complete" || write.path === "task.cancel") linger(write.taskIds);
    const before = new Map<Id, ListedTask | null>(write.taskIds.map((id) => [id, tasks.get(id) ?? null]));
    const after = new Map(effect.created.map((task) => [task.id, task]));
    const gone: Id[] = [];
    for (const id of write.taskIds) {
      const task = tasks.get(id);
      const next = task && effect.patch(task);
      if (next) after.set(id, next);
      else if (!after.has(id)) gone.push(id);
    }
    put([...after.values(), ...recountedParents(before, after, tasks)], gone);
    showOnEntities(queryClient, write);
    return { commandId: write.commandId, before };
  };

  const showAgain = ({ before }: Step) => {
    const tasks = knownTasks(queryClient);
    const rows = new Map([...before].flatMap(([id, task]) => (task ? [[id, task] as const] : [])));
    const now = new Map([...before.keys()].map((id) => [id, tasks.get(id) ?? null]));
    for (const id of before.keys()) lingering.delete(id);
    put(
      [...rows.values(), ...recountedParents(now, rows, tasks)],
      [...before].flatMap(([id, task]) => (task ? [] : id)),
    );
  };

  const refreshNoun = (path: WritePath) => {
    const [noun = ""] = path.split(".");
    if (noun === "task") return;
    // An undo may have brought back anything.
    const nouns = noun === "command" ? ["section", "project", "label", "folder", "view", "comment", "member"] : [noun];
    for (const name of nouns) void queryClient.invalidateQueries({ queryKey: [[name]] });
    if (noun === "section" || noun === "project" || noun === "label")
      void queryClient.invalidateQueries({ queryKey: [["task", "list"]] });
  };

  const outbox = createOutbox({
    store,
    send: async (write) => {
      const input = baseVersions.current(write);
      const answer = await untyped.mutation(write.path, { ...input, workspaceId, commandId: write.commandId });
      baseVersions.answered(write.path, input, answer);
      return answer;
    },
    onAnswer: (write, answer) => {
      effects.delete(write.commandId);
      const rows = rowsIn(answer);
      if (rows === null) void refetch(write.taskIds);
      else {
        known.add(write.commandId);
        putServerRows(rows);
        const answered = new Set(rows.map((row) => row.id));
        void refetch(write.path === "task.trash" ? [] : write.taskIds.filter((id) => !answered.has(id)));
      }
      refreshNoun(write.path);
      recount();
    },
    onRefusal: (write, error) => {
      effects.delete(write.commandId);
      history.drop(write.commandId);
      const step = steps.get(write.commandId);
      if (step) showAgain(step);
      void refetch(write.taskIds);
      refreshNoun(write.path);
      onRefusal(write, error);
    },
  });

  const give = <Path extends WritePath>(path: Path, input: WriteInput<Path>, taskIds?: Id[]): Step => {
    const ids = taskIds ?? touchedTasks(path, input, knownTasks(queryClient));
    // Safe because path and input belong together, which TypeScript can't follow through the union.
    const write = { commandId: uuidv7(), workspaceId, path, input, taskIds: ids, at: Date.now() } as unknown as Write;
    const step = show(write);
    steps.set(write.commandId, step);
    outbox.give(write);
    return step;
  };

  /** Takes a step back: out of the queue when it was never sent, else by a command of its own. */
  const takeBack = (step: Step): Step | null => {
    const isUnsent = outbox.withdraw(step.commandId);
    effects.delete(step.commandId);
    const tasks = knownTasks(queryClient);
    const now: Step["before"] = new Map([...step.before.keys()].map((id) => [id, tasks.get(id) ?? null]));
    showAgain(step);
    if (isUnsent) return null;
    const { commandId } = give("command.undo", { undo: step.commandId }, [...step.before.keys()]);
    const back = { commandId, before: now };
    steps.set(commandId, back);
    return back;
  };

  return {
    outbox,
    write: (path, input) => {
      const step = give(path, input);
      history.did(step);
      return step.commandId;
    },
    undo: (commandId) => {
      const step = history.takeUndo(commandId);
      if (!step) return false;
      const back = takeBack(step);
      if (back) history.undid(back);
      return true;
    },
    redo: () => {
      const step = history.takeRedo();
      if (!step) return false;
      const again = takeBack(step);
      if (again) history.redid(again);
      return true;
    },
    receive: (changes) => {
      const fresh = changes.filter((change) => !known.has(change.commandId));
      if (fresh.some((change) => change.op === "grant" || change.op === "revoke"))
        return void queryClient.invalidateQueries();
      const nouns = new Set(fresh.map((change) => change.entity));
      void refetch([...new Set(fresh.filter((change) => change.entity === "task").map((change) => change.entityId))]);
      for (const noun of nouns) if (noun !== "task") refreshNoun(`${noun}.update` as WritePath);
      void queryClient.invalidateQueries({ queryKey: [["change"]] });
      recount();
    },
    resync: () => void queryClient.invalidateQueries(),
    resume: () => {
      for (const write of store.unanswered(workspaceId)) {
        steps.set(write.commandId, show(write));
        outbox.give(write);
      }
    },
  };
}
