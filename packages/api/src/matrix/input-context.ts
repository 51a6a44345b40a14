import type { Person, World } from "@docket/core/testing/world";
import type { Id } from "@docket/schema/id";
import type { Fixture } from "./fixture.ts";
import type { Principals } from "./principals.ts";

/** The context for creating an input. */
export type InputContext = {
  world: World;
  principals: Principals;
  fixture: Fixture;
  /** The caller, or the manager for anonymous calls. */
  me: Person;
};

/** Creates the input of a procedure. It can write data first, which does not count as a write by the call. */
export type InputMaker = (inputContext: InputContext) => unknown;

/**
 * The inputs of a procedure. The first one is used for the access table; the others contain the ID fields that are
 * missing from it. Together they cover all ID fields of the procedure.
 */
export type Inputs = InputMaker | InputMaker[];

/** Returns the fields common to all commands. */
export function commandOf({ fixture }: InputContext): { workspaceId: Id; commandId: Id } {
  return { workspaceId: fixture.workspaceId, commandId: fixture.newId() };
}
