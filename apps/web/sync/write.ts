import type { AppRouter } from "@docket/api/root";
import type { Id } from "@docket/schema/id";
import type { inferRouterInputs } from "@trpc/server";

type Inputs = inferRouterInputs<AppRouter>;
type Command = { workspaceId: Id; commandId: Id };

/** Every procedure that is a command, as `noun.verb`. */
export type WritePath = {
  [Noun in keyof Inputs]: {
    [Verb in keyof Inputs[Noun] & string]: Inputs[Noun][Verb] extends Command ? `${Noun}.${Verb}` : never;
  }[keyof Inputs[Noun] & string];
}[keyof Inputs];

type At<Types, Path extends string> = Path extends `${infer Noun}.${infer Verb}`
  ? Noun extends keyof Types
    ? Verb extends keyof Types[Noun]
      ? Types[Noun][Verb]
      : never
    : never
  : never;

/** What a command takes, without the ids that every command carries. */
export type WriteInput<Path extends WritePath> = Omit<At<Inputs, Path>, keyof Command>;

/**
 * One change that a person made, as data: it can be shown before it is sent, kept while there is no connection, and sent again
 * under the same command id without happening twice.
 */
export type Write = {
  [Path in WritePath]: {
    commandId: Id;
    workspaceId: Id;
    path: Path;
    input: WriteInput<Path>;
    /** Tasks that it touches, with those below them. */
    taskIds: Id[];
    /** When it was made, in milliseconds since 1970; the order in which writes are sent. */
    at: number;
  };
}[WritePath];

/** A write of one kind. */
export type WriteOf<Path extends WritePath> = Extract<Write, { path: Path }>;

/** Permanent removals, changes of roles, and commands whose inverse is another command. Ctrl Z does not undo them. */
const FOR_GOOD = /\.purge$|^(member|invitation|workspace|notification|follow)\./;

/** Whether what such a command does can be taken back by another. */
export function canTakeBackPath(path: WritePath): boolean {
  return !FOR_GOOD.test(path);
}
