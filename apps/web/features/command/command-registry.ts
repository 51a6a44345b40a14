import type { ListedTask } from "@docket/schema/task";
import type { CommandId } from "./command-table.ts";
import { COMMANDS } from "./command-table.ts";

/** What commands do at the moment. False means that there was nothing to do, and the key keeps its usual meaning. */
export type CommandHandlers = { [Id in CommandId]?: (() => void | false) | undefined };

/** The tasks that a command on tasks would be about. */
export type CommandSubject = readonly ListedTask[];

/** Which commands there are on the page right now, and what they do. */
export type CommandRegistry = {
  /** Says what some commands do; who comes later stands before who came earlier. Answers how to take it back. */
  register: (handlers: () => CommandHandlers, subject: () => CommandSubject | undefined) => () => void;
  run: (id: CommandId) => void | false;
  /** The commands that can be run now, in the order of the table. */
  available: () => CommandId[];
  /** The tasks that commands are about now: those selected, or the one that has the focus. */
  subject: () => CommandSubject;
};

type Layer = { handlers: () => CommandHandlers; subject: () => CommandSubject | undefined };

export function createCommandRegistry(): CommandRegistry {
  let layers: Layer[] = [];
  const find = (id: CommandId) => {
    for (const { handlers } of layers) {
      const handler = handlers()[id];
      if (handler) return handler;
    }
    return undefined;
  };
  return {
    register: (handlers, subject) => {
      const layer = { handlers, subject };
      layers = [layer, ...layers];
      return () => {
        layers = layers.filter((other) => other !== layer);
      };
    },
    run: (id) => {
      const handler = find(id);
      return handler ? handler() : false;
    },
    // Safe because the keys of the table are the ids.
    available: () => (Object.keys(COMMANDS) as CommandId[]).filter((id) => find(id) !== undefined),
    subject: () => {
      for (const { subject } of layers) {
        const tasks = subject();
        if (tasks) return tasks;
      }
      return [];
    },
  };
}
