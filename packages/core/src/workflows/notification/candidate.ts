import type { Id } from "@docket/schema/id";
import { mentionedIn } from "@docket/schema/mention";
import type { FoldedPerson } from "@docket/schema/mention";
import type { NotificationKind } from "@docket/schema/notification";
import type { Fields } from "../../runtime/json.ts";

/** The part of a change from which notifications are derived. */
export type NotifiedChange = {
  seq: string;
  actorId: Id;
  projectId: Id | null;
  audience: Id | null;
  entity: string;
  entityId: Id;
  op: string;
  before: Fields | null;
  after: Fields | null;
};

/** A notification that a change may cause. Whether the person can see its subject, and wants it, is checked later. */
export type Candidate = {
  seq: string;
  kind: NotificationKind;
  userId: Id;
  actorId: Id;
  taskId: Id | null;
  commentId: Id | null;
  projectId: Id | null;
};

/** Returns the members of a project. */
export type MembersOf = (projectId: Id | null) => readonly FoldedPerson[];

/**
 * Returns the notifications that a change may cause, except those of a comment for the people who follow its task. The
 * first one for each person counts.
 */
export function candidatesOf(change: NotifiedChange, membersOf: MembersOf): Candidate[] {
  const { seq, actorId, entity, entityId, op, before, after, projectId, audience } = change;
  const about = (kind: NotificationKind, userIds: readonly Id[], subject: Partial<Candidate>): Candidate[] =>
    userIds
      .filter((userId) => userId !== actorId)
      .map((userId) => ({ seq, kind, userId, actorId, taskId: null, commentId: null, projectId: null, ...subject }));
  const mentioned = (field: string) => newMentions(before, after, field, membersOf(projectId));
  switch (entity) {
    case "task": {
      const subject = { taskId: entityId };
      return [
        ...about("assigned", newAssignees(change), subject),
        ...about("mentioned", mentioned("description"), subject),
      ];
    }
    case "comment":
      return about("mentioned", mentioned("body"), { commentId: entityId });
    case "access":
      if (op !== "grant" || audience === null) return [];
      return about(before === null ? "invited" : "role_changed", [audience], { projectId });
    case "workspace_member":
      return op === "grant" && before !== null ? about("role_changed", [entityId], {}) : [];
    default:
      return [];
  }
}

function newAssignees({ op, before, after }: NotifiedChange): Id[] {
  // A task that is moved is recorded with all its fields, of which only those in `before` have changed.
  if (op !== "create" && before?.["assigneeIds"] === undefined) return [];
  const old = idsIn(before);
  return idsIn(after).filter((id) => !old.includes(id));
}

function idsIn(fields: Fields | null): Id[] {
  const ids = fields?.["assigneeIds"];
  return Array.isArray(ids) ? ids.filter((id): id is Id => typeof id === "string") : [];
}

/**
 * Returns the people whom a change mentions in a text that did not mention them before. Other edits of the text don't
 * notify them again, unless the mention was removed in between.
 */
function newMentions(
  before: Fields | null,
  after: Fields | null,
  field: string,
  people: readonly FoldedPerson[],
): Id[] {
  if (before !== null && before[field] === undefined) return [];
  const idsOf = (fields: Fields | null) => mentionedIn(textOf(fields?.[field]), people);
  const now = idsOf(after);
  return now.length === 0 ? now : now.filter((id) => !idsOf(before).includes(id));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
