import type { ListedTask } from "@docket/schema/task";
import type { ActionId } from "./action-table.ts";
import { ACTIONS } from "./action-table.ts";

/** Handlers by action. A handler returns false if it did nothing, in which case the key keeps its default behaviour. */
export type ActionHandlers = { [Id in ActionId]?: (() => void | false) | undefined };

/** The tasks to which an action applies. */
export type ActionTargets = readonly ListedTask[];

/** Registry of the actions that are currently available on the page. */
export type ActionRegistry = {
  /**
   * Registers handlers and the tasks to which they apply. The most recently registered handlers run first; those with
   * `isLast` run after all others. Returns a function that unregisters them.
   */
  register: (handlers: () => ActionHandlers, subject: () => ActionTargets | undefined, isLast?: boolean) => () => void;
  /**
   * Calls the action's handlers in order until one handles it, i.e. does not return false. Returns false if none does.
   */
  run: (id: ActionId) => void | false;
  /** Returns the actions that have a handler, in the order of `ACTIONS`. */
  available: () => ActionId[];
  /** Returns the tasks to which actions apply, such as the selected tasks or the focused one. */
  subject: () => ActionTargets;
};

type Layer = { handlers: () => ActionHandlers; subject: () => ActionTargets | undefined };

export function createActionRegistry(): ActionRegistry {
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
    // Safe because the keys of `ACTIONS` are the action ids.
    available: () =>
      (Object.keys(ACTIONS) as ActionId[]).filter((id) => layers.some(({ handlers }) => handlers()[id] !== undefined)),
    subject: () => {
      for (const { subject } of layers) {
        const tasks = subject();
        if (tasks && tasks.length > 0) return tasks;
      }
      return [];
    },
  };
}
