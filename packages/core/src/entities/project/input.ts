import type { Project } from "@docket/schema/project";
import { DomainError } from "../../runtime/error.ts";

const INBOX_MESSAGES = {
  shared: "An inbox can't be shared.",
  left: "An inbox can't be left.",
  archived: "An inbox can't be archived.",
  deleted: "An inbox can't be deleted.",
};

/**
 * Rejects a change that is not allowed for an inbox.
 *
 * @throws DomainError `conflict` if the project is an inbox
 */
export function refuseInbox(project: Project, what: keyof typeof INBOX_MESSAGES): void {
  if (project.isInbox) throw new DomainError("conflict", INBOX_MESSAGES[what]);
}
