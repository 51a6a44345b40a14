import { message } from "@docket/schema/message";
import type { TemplateMessage } from "@docket/schema/message";
import type { ProjectRole, WorkspaceRole } from "@docket/schema/role";
import { DomainError } from "../runtime/error.ts";

const ROLES: Record<ProjectRole | WorkspaceRole, TemplateMessage> = {
  viewer: message`viewer`,
  commenter: message`commenter`,
  editor: message`editor`,
  manager: message`manager`,
  guest: message`guest`,
  member: message`member`,
  admin: message`admin`,
  owner: message`owner`,
};

/** Creates the error for an actor whose project role is too low. */
export function missingProjectRole(role: ProjectRole): DomainError {
  return new DomainError("forbidden", message`You need to be at least ${ROLES[role]} in this project to do this.`);
}

/** Creates the error for an actor whose workspace role is too low. */
export function missingWorkspaceRole(role: WorkspaceRole): DomainError {
  if (role === "owner") return new DomainError("forbidden", "You need to be owner of this workspace to do this.");
  return new DomainError("forbidden", message`You need to be at least ${ROLES[role]} in this workspace to do this.`);
}
