import type { Id } from "@docket/schema/id";
import { DomainError } from "../error.ts";

/**
 * Returns the error for restoring something into a trashed project. It names the project, so that the project can be
 * restored first.
 */
export function inTrashedProject({ id, name }: { id: Id; name: string }): DomainError {
  return new DomainError("conflict", `The project “${name}” is in the trash. Restore it first.`, {
    details: { trashedProject: { id, name } },
  });
}
