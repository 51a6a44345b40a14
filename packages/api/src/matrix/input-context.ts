import type { Person, World } from "@docket/core/testing/world";
import type { Id } from "@docket/schema/id";
import type { Fixture } from "./fixture.ts";
import type { Principals } from "./principals.ts";

/** What an input is made from. */
export type InputContext = {
  world: World;
  principals: Principals;
  fixture: Fixture;
  /** Who asks; the manager where nobody in particular does. */
  me: Person;
};

/** Makes the input of a procedure. It may prepare something first; what it writes does not count. */
export type InputMaker = (inputContext: InputContext) => unknown;

/**
 * Inputs of one procedure: the first is the one that the table is about, the others name what the first leaves out. All of
 * them together hold every id field that the procedure has.
 */
export type Inputs = InputMaker | InputMaker[];

/** What every command carries. */
export function commandOf({ fixture }: InputContext): { workspaceId: Id; commandId: Id } {
  return { workspaceId: fixture.workspaceId, commandId: fixture.newId() };
}
