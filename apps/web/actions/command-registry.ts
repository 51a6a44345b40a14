import type { ListedTask } from "@docket/schema/task";
import type { CommandId } from "./command-table.ts";
import { COMMANDS } from "./command-table.ts";

/** Handlers by action. A handler returns false if there was nothing to do; the key then keeps its default behaviour. */
export type CommandHandlers = { [Id in CommandId]?: (() => void | false) | undefined };

/** The tasks on which an action on tasks operates. */
export type CommandSubject = readonly ListedTask[];

/** The actions that are currently available on the page. */
export type CommandRegistry = {
  /**
   * Registers handlers and the tasks on which they operate. Handlers that are registered later run first, except those
   * with `isLast`, which run last. Returns a function that removes them.
   */
  register: (
    handlers: () => CommandHandlers,
    subject: () => CommandSubject | undefined,
    isLast?: boolean,
  ) => () => void;
  /** Calls the handlers in order until one does not return false. */
  run: (id: CommandId) => void | false;
  /** Returns the actions that have a handler, in the order of `COMMANDS`. */
  available: () => CommandId[];
  /** Returns the tasks on which actions operate: the selected ones, or the focused one. */
  subject: () => CommandSubject;
};

type Layer = { handlers: () => CommandHandlers; subject: () => CommandSubject | undefined };

export function createCommandRegistry(): CommandRegistry {
  let layers: Layer[] = [];
  return {
    register: (handlers, subject, isLast = false) => {
      const layer = { handlers, subject };
      layers = isLast ? [...layers, layer] : [layer, ...layers];
      return () => {
        layers = layers.filter((other) => other !== layer);
      };
    },
    run: (id) => {
      for (const { handlers } of layers) {
        const handler = handlers()[id];
        if (handler && handler() !== false) return undefined;
      }
      return false;
    },
    // Safe because the keys of `COMMANDS` are the ids.
    available: () =>
      (Object.keys(COMMANDS) as CommandId[]).filter((id) =>
        layers.some(({ handlers }) => handlers()[id] !== undefined),
      ),
    subject: () => {
      for (const { subject } of layers) {
        const tasks = subject();
        if (tasks && tasks.length > 0) return tasks;
      }
      return [];
    },
  };
}
