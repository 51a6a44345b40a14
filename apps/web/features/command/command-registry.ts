import type { CommandId } from "./command-table.ts";
import { COMMANDS } from "./command-table.ts";

/** What commands do at the moment. False means that there was nothing to do, and the key keeps its usual meaning. */
export type CommandHandlers = { [Id in CommandId]?: (() => void | false) | undefined };

/** Which commands there are on the page right now, and what they do. */
export type CommandRegistry = {
  /** Says what some commands do; who comes later stands before who came earlier. Answers how to take it back. */
  register: (handlers: () => CommandHandlers) => () => void;
  run: (id: CommandId) => void | false;
  /** The commands that can be run now, in the order of the table. */
  available: () => CommandId[];
};

export function createCommandRegistry(): CommandRegistry {
  let layers: (() => CommandHandlers)[] = [];
  const find = (id: CommandId) => {
    for (const layer of layers) {
      const handler = layer()[id];
      if (handler) return handler;
    }
    return undefined;
  };
  return {
    register: (handlers) => {
      layers = [handlers, ...layers];
      return () => {
        layers = layers.filter((layer) => layer !== handlers);
      };
    },
    run: (id) => {
      const handler = find(id);
      return handler ? handler() : false;
    },
    // Safe because the keys of the table are the ids.
    available: () => (Object.keys(COMMANDS) as CommandId[]).filter((id) => find(id) !== undefined),
  };
}
