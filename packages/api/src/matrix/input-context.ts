import type { Person, World } from "@docket/core/testing/world";
import type { Id } from "@docket/schema/id";
import type { Fixture } from "./fixture.ts";
import type { Principals } from "./principals.ts";

/** What an input is created from. */
export type InputContext = {
  world: World;
  principals: Principals;
  fixture: Fixture;
  /** The caller; the manager for anonymous calls. */
  me: Person;
};

/** Creates the input of a procedure. It may write data first, which does not count as a write of the call. */
export type InputMaker = (inputContext: InputContext) => unknown;

/**
 * The inputs of a procedure. The first is used for the table; the others contain fields that the first lacks. Together
 * they contain every id field of the procedure.
 */
export type Inputs = InputMaker | InputMaker[];

/** Returns the fields that every command has. */
export function commandOf({ fixture }: InputContext): { workspaceId: Id; commandId: Id } {
  return { workspaceId: fixture.workspaceId, commandId: fixture.newId() };
}
