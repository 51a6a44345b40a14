import type { AppRouter } from "@docket/api/root";
import type { Change } from "@docket/schema/change";
import type { Id } from "@docket/schema/id";
import type { ListedTask } from "@docket/schema/task";
import type { ActorStamp } from "@docket/schema/task-state";
import { uuidv7 } from "@docket/schema/uuid";
import type { QueryClient } from "@tanstack/react-query";
import { getUntypedClient } from "@trpc/client";
import type { TRPCClient } from "@trpc/client";
import { createBaseVersions } from "./base-version.ts";
import type { HeldChanges } from "./held-changes.ts";
import { createHistory, deedOf, earlierStep } from "./history.ts";
import type { Deed, Step } from "./history.ts";
import type { showOnNouns } from "./noun-effect.ts";
import { createOutbox } from "./outbox.ts";
import type { Outbox } from "./outbox.ts";
import { createPending, onServerLists } from "./pending.ts";
import { createReadAnew } from "./read-anew.ts";
import { createRefusedWrites } from "./refused-writes.ts";
import type { RefusedWrites } from "./refused-writes.ts";
import { recountedParents } from "./subtask-counts.ts";
import { createTaskCache, knownTasks, putTasks } from "./task-cache.ts";
import type { TaskPage } from "./task-cache.ts";
import { restoring, taskEffect, touchedTasks } from "./task-effect.ts";
import type { TaskEffect } from "./task-effect.ts";
import { putFullTask, refetchTasks, rowsIn } from "./task-rows.ts";
import type { AnsweredTask } from "./task-rows.ts";
import type { PageParts, TheirChanges } from "./their-changes.ts";
import type { WriteStore } from "./write-store.ts";
import { canTakeBackPath } from "./write.ts";
import type { Write, WriteInput, WritePath } from "./write.ts";

/** How long a task that was just closed stays where it is, in milliseconds. */
const LINGER_MS = 4_000;
/** With more changed tasks than this, lists are asked for anew instead of row by row. */
const MAX_REFETCHED = 300;

/** The way of all changes: mine to the server and onto the screen, other people's onto the screen. */
export type Sync = {
  /** Makes a change: shows it at once, sends it after those before it. Answers the id of its command. */
  write: <Path extends WritePath>(path: Path, input: WriteInput<Path>) => Id;
  /**
   * Takes back my last step in this tab, or the one with this command id, wherever and whenever I made it. Answers what it had
   * done, as far as this tab knows; null when there is none, or when it was taken back already.
   */
  undo: (commandId?: Id) => Deed | null;
  /** Does again what was taken back last, and answers what that does. Null when there is nothing. */
  redo: () => Deed | null;
  /** Takes up what others (or my other tabs) changed. */
  receive: (changes: readonly Change[]) => void;
  /** Lets all that arrives wait, so that nothing moves under a hand. Answers how to take it up. */
  pause: () => () => void;
  /** Lets what others do to the order of rows be held from now on, by what is loaded after the page. */
  holdWith: (create: (parts: PageParts) => TheirChanges) => HeldChanges;
  /** Reads everything on the page anew. */
  resync: () => void;
  /** Begins: sends what an earlier page of this browser could not. Answers how to end. */
  start: () => () => void;
  outbox: Outbox;
  refused: RefusedWrites;
};

type SyncOptions = {
  queryClient: QueryClient;
  client: TRPCClient<AppRouter>;
  workspaceId: Id;
  userId: Id;
  store: WriteStore;
  /** Shows writes on lists of anything but tasks, as soon as it is loaded. */
  showOnNouns: typeof showOnNouns;
  /** The server has carried out a write. */
  onAnswer: (write: Write, answer: unknown) => void;
  /** The server has said no; the screen shows what was before again. */
  onRefusal: (write: Write, error: unknown, sync: Sync) => void;
};

export function createSync(options: SyncOptions): Sync {
  const { queryClient, client, workspaceId, userId, store, showOnNouns, onAnswer, onRefusal } = options;
  const untyped = getUntypedClient(client);
  const history = createHistory();
  const pending = createPending();
  /** How to put things back when the server refuses. */
  const steps = new Map<Id, Step>();
  /** Commands of this tab that were answered with their rows: their echo in the feed tells nothing new. */
  const echoes = new Set<Id>();
  /** What was taken back here, also while the server does not know yet. */
  const takenBack = new Set<Id>();
  const lingering = new Set<Id>();
  /** Tasks whose sub-tasks are to be counted again. */
  const uncounted = new Set<Id>();
  const baseVersions = createBaseVersions();
  /** How many let what arrives wait, and what waits for them. */
  let pauses = 0;
  const waiting: Change[] = [];
  const readAnew = createReadAnew(queryClient);

  /** The way of other people's changes, once it is loaded; until then all go the same way. */
  let theirs: TheirChanges | undefined;
  const page: TaskPage = { userId, lingering, isHeld: (id) => theirs?.isHeld(id) ?? false };

  const put = (rows: readonly ListedTask[], gone: readonly Id[] = []) => {
    putTasks(queryClient, page, rows, gone);
    theirs?.check(rows, gone);
  };

  /** Tasks as the server says, with what I changed since on top of it, and those that I have taken off the lists. */
  const withPending = (answered: AnsweredTask[]): { shown: ListedTask[]; hidden: Id[] } => {
    const tasks = knownTasks(queryClient);
    const shown: ListedTask[] = [];
    const hidden: Id[] = [];
    for (const row of answered) {
      const known = tasks.get(row.id);
      // Answers may overtake each other.
      if (known && known.version > row.version) continue;
      // What a command answers does not count the sub-tasks.
      const state = pending.over({ ...row, subtasks: row.subtasks ?? known?.subtasks ?? { all: 0, open: 0 } });
      if (state) shown.push(state);
      else hidden.push(row.id);
    }
    return { shown, hidden };
  };

  /** Puts what the server says onto the lists. */
  const putServerRows = (answered: AnsweredTask[], gone: Id[] = []) => {
    const { shown, hidden } = withPending(answered);
    put(shown, [...gone, ...hidden]);
  };

  /** Puts what I have changed and not saved back onto lists that came without it. */
  const putPending = () => {
    if (pending.isEmpty()) return theirs?.check();
    const tasks = knownTasks(queryClient);
    putServerRows([...tasks.values()].filter((task) => pending.over(task) !== task));
    put(pending.created().filter((task) => !tasks.has(task.id)));
  };

  /** Asks how tasks are now, and hands on those that are there and those that are not. */
  const refetch = async (
    ids: Id[],
    take: (rows: AnsweredTask[], gone: Id[]) => void = putServerRows,
    readLists: () => void = readAnew.lists,
  ): Promise<void> => {
    if (ids.length === 0) return;
    if (ids.length > MAX_REFETCHED) return readLists();
    const rows = await refetchTasks(client, workspaceId, ids).catch(() => null);
    // Without an answer the lists count as old: they are read as soon as the server can be reached.
    if (rows === null) return readLists();
    const found = new Set(rows.map((row) => row.id));
    take(
      rows,
      ids.filter((id) => !found.has(id)),
    );
  };

  /** Reads anew, once all is saved, the tasks whose sub-tasks are others by now: what came between may have counted them before. */
  const recountParents = (rows: AnsweredTask[]) => {
    const tasks = knownTasks(queryClient);
    for (const { parentId } of rows) if (parentId !== null && tasks.has(parentId)) uncounted.add(parentId);
    if (outbox.pending().length > 0) return;
    void refetch([...uncounted]);
    uncounted.clear();
  };

  /** Keeps closed tasks where they stand for a moment, so that the eye can follow and the hand can take it back. */
  const linger = (ids: Id[]) => {
    for (const id of ids) lingering.add(id);
    setTimeout(() => {
      for (const id of ids) lingering.delete(id);
      const tasks = knownTasks(queryClient);
      put(ids.flatMap((id) => tasks.get(id) ?? []));
    }, LINGER_MS);
  };

  /** Shows an effect on tasks, and tells how they were before. */
  const show = (taskIds: Id[], effect: TaskEffect): Step["before"] => {
    const tasks = knownTasks(queryClient);
    const before = new Map(taskIds.map((id) => [id, tasks.get(id) ?? null]));
    const after = new Map(effect.created.map((task) => [task.id, task]));
    for (const task of before.values()) {
      const next = task && effect.patch(task);
      if (next) after.set(next.id, next);
    }
    put(
      [...after.values(), ...recountedParents(before, after, tasks)],
      taskIds.filter((id) => !after.has(id)),
    );
    return before;
  };

  const restore = (before: Step["before"]) => {
    for (const id of before.keys()) lingering.delete(id);
    return show([...before.keys()], restoring(before));
  };

  const actOf = ({ at }: Write): ActorStamp => ({ userId, now: new Date(at).toISOString() });

  /** The same for lists of anything else. */
  const putPendingOn = (noun: string) => {
    if (noun === "task") return putPending();
    for (const write of outbox.pending())
      if (write.path.startsWith(`${noun}.`)) showOnNouns(queryClient, write, actOf(write));
  };

  /** Shows a write, and keeps what is needed to put it back. */
  const begin = (write: Write, effect?: TaskEffect): Step => {
    const act = actOf(write);
    const shown = effect ?? taskEffect(write, { ...act, known: knownTasks(queryClient) });
    pending.add(write.commandId, shown);
    if (write.path === "task.complete" || write.path === "task.cancel") linger(write.taskIds);
    const before = show(write.taskIds, shown);
    const step = { commandId: write.commandId, before, deed: deedOf(write.path, write.input, before) };
    showOnNouns(queryClient, write, act);
    steps.set(write.commandId, step);
    return step;
  };

  const settle = ({ commandId, path }: Write) => {
    pending.settle(commandId);
    steps.delete(commandId);
    const [noun = "", verb = ""] = path.split(".");
    // What is still on its way would be missing from what is read now.
    if (!outbox.pending().some((write) => write.path.startsWith(`${noun}.`))) readAnew.noun(noun, verb);
    readAnew.counts();
  };

  const outbox = createOutbox({
    store,
    send: async (write) => {
      const input = baseVersions.current(write);
      const answer = await untyped.mutation(write.path, { ...input, workspaceId, commandId: write.commandId });
      baseVersions.answered(input, answer);
      return answer;
    },
    onAnswer: (write, answer) => {
      settle(write);
      readAnew.listsInFlight();
      onAnswer(write, answer);
      putFullTask(queryClient, answer);
      const rows = rowsIn(answer);
      if (rows === null) return void refetch(write.taskIds);
      // The sub-tasks of restored and of new tasks come with the echo.
      const isWhole = write.path !== "task.restore" && rows.every(({ id }) => write.taskIds.includes(id));
      if (isWhole) echoes.add(write.commandId);
      putServerRows(rows);
      const answered = new Set(rows.map((row) => row.id));
      // What lies below a thrown-away task is gone with it.
      if (write.path !== "task.trash") void refetch(write.taskIds.filter((id) => !answered.has(id)));
      if (write.path !== "task.update") recountParents(rows);
    },
    onRefusal: (write, error) => {
      const step = steps.get(write.commandId);
      settle(write);
      history.drop(write.commandId);
      if (write.path === "command.undo") takenBack.delete(write.input.undo);
      if (step) restore(step.before);
      void refetch(write.taskIds);
      onRefusal(write, error, sync);
    },
  });

  const give = (path: WritePath, input: object, taskIds: Id[], effect?: TaskEffect): Step => {
    // Safe because the callers give the input of the path, which TypeScript can't follow through the union.
    const write = { commandId: uuidv7(), workspaceId, path, input, taskIds, at: Date.now() } as unknown as Write;
    const step = begin(write, effect);
    outbox.give(write);
    return step;
  };

  /** Takes a step back: out of the queue when it was never sent, else by a command of its own. */
  const takeBack = ({ commandId, before }: Step): Step | null => {
    takenBack.add(commandId);
    if (outbox.withdraw(commandId)) {
      pending.settle(commandId);
      steps.delete(commandId);
      restore(before);
      return null;
    }
    for (const id of before.keys()) lingering.delete(id);
    return give("command.undo", { undo: commandId }, [...before.keys()], restoring(before));
  };

  const readAll = () => {
    theirs?.held.show();
    void queryClient.invalidateQueries();
  };

  /** The tasks that changes are about, with those whose sub-tasks they are or were. */
  const touchedBy = (changes: readonly Change[]): Id[] => {
    const tasks = knownTasks(queryClient);
    const ids = changes.flatMap(({ entity, entityId, before, after }) => {
      if (entity !== "task") return [];
      const parents = [tasks.get(entityId)?.parentId, before?.["parentId"], after?.["parentId"]];
      return [entityId, ...parents.filter((id): id is Id => typeof id === "string" && tasks.has(id))];
    });
    return [...new Set(ids)];
  };

  /** Takes up changes of others, and what I did in another tab. */
  const receive = (changes: readonly Change[]) => {
    const fresh = changes.filter((change) => !echoes.has(change.commandId));
    // Who may see what has changed.
    if (fresh.some(({ op }) => op === "grant" || op === "revoke")) return readAll();
    const isTheirs = ({ actorId }: Change) => theirs !== undefined && actorId !== userId;
    const mine = fresh.filter((change) => !isTheirs(change));
    void refetch(touchedBy(mine));
    for (const { entity, op } of mine) readAnew.noun(entity, op);
    theirs?.receive(fresh.filter(isTheirs));
    readAnew.counts(changes);
  };

  const refused = createRefusedWrites(store, workspaceId);

  const sync: Sync = {
    outbox,
    refused,
    write: (path, input) => {
      const step = give(path, input, touchedTasks(path, input, knownTasks(queryClient)));
      if (canTakeBackPath(path)) history.did(step);
      return step.commandId;
    },
    undo: (commandId) => {
      // What an earlier page did is known to the server alone: it shows with the answer.
      const earlier = commandId === undefined || takenBack.has(commandId) ? null : earlierStep(commandId);
      const step = history.takeUndo(commandId) ?? earlier;
      if (!step) return null;
      const back = takeBack(step);
      if (back) history.undid({ ...back, deed: step.deed, takesBack: step });
      return step.deed;
    },
    redo: () => {
      const step = history.takeRedo();
      if (!step) return null;
      const again = takeBack(step) ?? step.takesBack;
      if (again) history.redid({ ...again, deed: step.deed });
      return step.deed;
    },
    receive: (changes) => {
      if (pauses === 0) receive(changes);
      else waiting.push(...changes);
    },
    pause: () => {
      pauses += 1;
      return () => {
        pauses -= 1;
        if (pauses === 0 && waiting.length > 0) receive(waiting.splice(0));
      };
    },
    holdWith: (create) => {
      const cache = createTaskCache(queryClient, page);
      theirs ??= create({ cache, readAnew, touchedBy, refetch, withPending, put });
      return theirs.held;
    },
    resync: readAll,
    start: () => {
      refused.load();
      const stop = onServerLists(queryClient, putPendingOn);
      const here = new Set(outbox.pending().map((write) => write.commandId));
      for (const write of store.unanswered(workspaceId).filter(({ commandId }) => !here.has(commandId))) {
        begin(write);
        outbox.give(write);
      }
      return stop;
    },
  };
  return sync;
}
