import type { Id } from "@docket/schema/id";
import type { ListedTask } from "@docket/schema/task";

/** One thing that I did and can take back. */
export type Step = {
  commandId: Id;
  /** The tasks as they were before; null for one that did not exist. Shown at once when the step is taken back. */
  before: Map<Id, ListedTask | null>;
  /** The step that this one takes back, which stands again should this one never be sent. */
  takesBack?: Step;
};

/** Steps of one tab that can be taken back; older ones are in the history that the server keeps. */
const LONGEST = 100;

/** What Ctrl Z and Ctrl Shift Z go through: my steps in this tab, newest last. */
export type History = {
  did: (step: Step) => void;
  /** The step to take back next; it is off the list then. */
  takeUndo: (commandId?: Id) => Step | undefined;
  takeRedo: () => Step | undefined;
  /** The step that took another back: doing it again is taking this one back. */
  undid: (step: Step) => void;
  redid: (step: Step) => void;
  /** A step that the server has refused. */
  drop: (commandId: Id) => void;
};

export function createHistory(): History {
  let done: Step[] = [];
  let undone: Step[] = [];
  const without = (steps: Step[], commandId: Id) => steps.filter((step) => step.commandId !== commandId);
  return {
    did: (step) => {
      done = [...done, step].slice(-LONGEST);
      undone = [];
    },
    takeUndo: (commandId) => {
      const step = commandId === undefined ? done.at(-1) : done.find((other) => other.commandId === commandId);
      if (step) done = without(done, step.commandId);
      return step;
    },
    takeRedo: () => undone.pop(),
    undid: (step) => {
      undone = [...undone, step];
    },
    redid: (step) => {
      done = [...done, step];
    },
    drop: (commandId) => {
      done = without(done, commandId);
      undone = without(undone, commandId);
    },
  };
}
