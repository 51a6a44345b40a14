import type { Replica } from "@docket/replica/replica";
import { addDays, daySpan } from "@docket/schema/day";
import type { Id } from "@docket/schema/id";

/** Maximum number of tasks whose details are read in advance. */
const MAX_TASKS = 50;
/** Details are read for tasks that are overdue, or due within this number of days. */
const DAYS = 7;
/** The pause between two tasks, in milliseconds, so that reading in advance never delays what the user does. */
const PAUSE_MS = 1_000;
/** The pause after all details have been read, in milliseconds. */
const CHECK_MS = 60_000;

type Options = {
  replica: Pick<Replica, "isCovered" | "queryTasks" | "details" | "openTask" | "hasLoaded">;
  now: () => Date;
  /** Calls a function after a time in milliseconds. Returns a function that cancels the call. */
  setTimer: (run: () => void, delay: number) => () => void;
  /** Whether this tab stores rows, and the server can be reached. */
  canRead: () => boolean;
};

/**
 * Reads the descriptions and comments of the tasks that are due soon, one after the other, so that these can be opened
 * without a connection. Returns a function that stops it.
 */
export function readDueDetails({ replica, now, setTimer, canRead }: Options): () => void {
  let cancel = () => {};
  /** The tasks that were read in this round. Those that could not be read are tried again in the next. */
  const tried = new Set<Id>();
  const readNext = () => {
    const id = replica.hasLoaded() && canRead() ? dueTasks().find(isMissing) : undefined;
    if (id === undefined) tried.clear();
    else {
      tried.add(id);
      // They stay current as long as the task is visible.
      replica.openTask(id)();
    }
    cancel = setTimer(readNext, id === undefined ? CHECK_MS : PAUSE_MS);
  };
  const isMissing = (id: Id) => !tried.has(id) && replica.details(id) === null;
  const dueTasks = (): Id[] => {
    // The zone of the viewer would only change which task is the last one.
    const dueTo = addDays(daySpan(now(), "UTC").day, DAYS);
    const query = { filter: { dueTo, timeZone: "UTC" }, order: "due" } as const;
    if (!replica.isCovered(query)) return [];
    return replica
      .queryTasks(query)
      .getSnapshot()
      .slice(0, MAX_TASKS)
      .map(({ id }) => id);
  };
  cancel = setTimer(readNext, CHECK_MS / 4);
  return () => cancel();
}
