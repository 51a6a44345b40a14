import type { Id } from "@docket/schema/id";
import type { ListedTask } from "@docket/schema/task";
import type { WritePath } from "./write.ts";

/** What a step did, and to what, for those who are told that it was taken back. */
export type Deed = { kind: WritePath; size: number; first: { title: string | null } };

/** One thing that I did and can take back. */
export type Step = {
  commandId: Id;
  /** The tasks as they were before; null for one that did not exist. Shown at once when the step is taken back. */
  before: Map<Id, ListedTask | null>;
  deed: Deed;
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

/** What a change does, by the first of its tasks as it was, or by the name that it gives to something. */
export function deedOf(kind: WritePath, input: object, before: Step["before"]): Deed {
  const items: unknown = "items" in input ? input.items : null;
  const made: unknown = Array.isArray(items) ? items[0] : input;
  const was = [...before.values()].find((task) => task !== null);
  return { kind, size: Math.max(before.size, 1), first: { title: was?.title ?? nameIn(made) } };
}

function nameIn(made: unknown): string | null {
  if (typeof made !== "object" || made === null) return null;
  if ("title" in made && typeof made.title === "string") return made.title;
  return "name" in made && typeof made.name === "string" ? made.name : null;
}

/** A step of an earlier page, which the server alone knows: it shows with the answer. */
export function earlierStep(commandId: Id): Step {
  return { commandId, before: new Map(), deed: { kind: "command.undo", size: 1, first: { title: null } } };
}
