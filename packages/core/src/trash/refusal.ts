import type { Id } from "@docket/schema/id";
import { DomainError } from "../error.ts";

/** The refusal to restore something into a project that is in the trash itself; it names the project, so that it can be restored. */
export function inTrashedProject({ id, name }: { id: Id; name: string }): DomainError {
  return new DomainError("conflict", `The project “${name}” is in the trash. Restore it first.`, {
    details: { trashedProject: { id, name } },
  });
}
