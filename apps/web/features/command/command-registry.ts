import type { ListedTask } from "@docket/schema/task";
import type { CommandId } from "./command-table.ts";
import { COMMANDS } from "./command-table.ts";

/** What commands do at the moment. False means that there was nothing to do, and the key keeps its usual meaning. */
export type CommandHandlers = { [Id in CommandId]?: (() => void | false) | undefined };

/** The tasks that a command on tasks would be about. */
export type CommandSubject = readonly ListedTask[];

/** Which commands there are on the page right now, and what they do. */
export type CommandRegistry = {
  /**
   * Says what some commands do, and which tasks they would be about; who comes later stands before who came earlier, and behind
   * everybody when told to. Answers how to take it back.
   */
  register: (
    handlers: () => CommandHandlers,
    subject: () => CommandSubject | undefined,
    isLast?: boolean,
  ) => () => void;
  /** Asks one after the other until one of them has something to do. */
  run: (id: CommandId) => void | false;
  /** The commands that can be run now, in the order of the table. */
  available: () => CommandId[];
  /** The tasks that commands are about now: those selected, or the one that has the focus. */
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
    // Safe because the keys of the table are the ids.
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
