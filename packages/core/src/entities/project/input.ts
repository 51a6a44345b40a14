import type { Project } from "@docket/schema/project";
import { DomainError } from "../../runtime/error.ts";

/**
 * Refuses to change an inbox in the given way.
 *
 * @throws DomainError `conflict`
 */
export function refuseInbox(project: Project, what: string): void {
  if (project.isInbox) throw new DomainError("conflict", `An inbox can't be ${what}.`);
}
