import type { AppRouter } from "@docket/api/root";
import type { Command } from "@docket/replica/transport";
import type { Id } from "@docket/schema/id";
import { namedTasks } from "@docket/schema/task-effect";
import type { inferRouterInputs } from "@trpc/server";

type Inputs = inferRouterInputs<AppRouter>;
type CommandFields = { workspaceId: Id; commandId: Id };

/** The path of every procedure that is a command: `entity.verb`. */
export type WritePath = {
  [Entity in keyof Inputs]: {
    [Verb in keyof Inputs[Entity] & string]: Inputs[Entity][Verb] extends CommandFields ? `${Entity}.${Verb}` : never;
  }[keyof Inputs[Entity] & string];
}[keyof Inputs];

type At<Types, Path extends string> = Path extends `${infer Entity}.${infer Verb}`
  ? Entity extends keyof Types
    ? Verb extends keyof Types[Entity]
      ? Types[Entity][Verb]
      : never
    : never
  : never;

/** The input of a command, without the IDs that every command carries. */
export type WriteInput<Path extends WritePath> = Omit<At<Inputs, Path>, keyof CommandFields>;

/** A command in the queue, with the input of its path. */
export type Write = {
  [Path in WritePath]: Omit<Command, "path" | "input"> & { path: Path; input: WriteInput<Path> };
}[WritePath];

/** Returns a command of the replica with its type. Safe because only `write` creates commands, with the input of their path. */
export function asWrite(command: Command): Write {
  return command as unknown as Write;
}

/** Returns the IDs of what a command creates. */
export function createdIds({ path, input }: Command): Id[] {
  // Commands for other entities also name what they create by `id`.
  return path.endsWith(".create") || path === "task.createMany" ? namedTasks(input) : [];
}

/** Permanent removals, changes of roles, and commands that another command reverses. Undo does not apply to them. */
const WITHOUT_UNDO = /\.purge$|^(member|invitation|workspace|notification|follow)\./;

/** Returns whether the user can undo commands with this path. */
export function canUndo(path: WritePath): boolean {
  return !WITHOUT_UNDO.test(path);
}
