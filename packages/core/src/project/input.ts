import type { Project } from "@docket/schema/project";
import { DomainError } from "../error.ts";

/** The inbox stays what it is. */
export function refuseInbox(project: Project, what: string): void {
  if (project.isInbox) throw new DomainError("conflict", `An inbox can't be ${what}.`);
}
