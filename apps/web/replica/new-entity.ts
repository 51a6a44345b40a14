import type { Comment } from "@docket/schema/comment";
import type { Label } from "@docket/schema/label";
import type { Reminder } from "@docket/schema/reminder";
import type { Section } from "@docket/schema/section";
import type { ActorStamp } from "@docket/schema/task-state";
import type { View } from "@docket/schema/view";
import type { Write } from "./write.ts";

/** An entity that a write creates, as it looks until the server has answered. */
export type NewEntity = {
  entity: Comment | Reminder | Section | Label | View;
  /** The lists that contain it: those that were requested with these values. */
  list: Record<string, string>;
  /** Its neighbours, if its position was given. Otherwise it comes last. */
  after?: string | null | undefined;
  before?: string | null | undefined;
};

/** Returns the entity that a write creates in cached lists, or null if it creates none. */
export function newEntity({ path, input, workspaceId }: Write, { userId, now }: ActorStamp): NewEntity | null {
  const trash = { deletedAt: null, deletedRoot: null };
  switch (path) {
    case "comment.create": {
      const { id, taskId, body } = input;
      const created = { authorId: userId, body, version: 1, createdAt: now, editedAt: null };
      return { entity: { workspaceId, id, taskId, ...created, ...trash }, list: { taskId } };
    }
    case "reminder.create": {
      const { id, taskId, time } = input;
      const { basis } = time;
      const due =
        basis === "absolute"
          ? { offsetMinutes: null, when: time.when }
          : { offsetMinutes: time.offsetMinutes, when: null };
      const created = { at: null, firedAt: null, version: 1, createdAt: now, updatedAt: now, deletedAt: null };
      return { entity: { workspaceId, id, taskId, userId, basis, ...due, ...created }, list: { taskId } };
    }
    case "section.create": {
      const { id, projectId, name, after, before } = input;
      const created = { rank: "", isDoneColumn: false, version: 1, createdBy: userId, createdAt: now, updatedAt: now };
      return { entity: { workspaceId, id, projectId, name, ...created, ...trash }, list: { projectId }, after, before };
    }
    case "label.create": {
      const { id, name, color = "slate" } = input;
      const created = { rank: "", version: 1, createdBy: userId, createdAt: now, updatedAt: now, deletedAt: null };
      return { entity: { workspaceId, id, name, color, ...created }, list: {} };
    }
    case "view.create": {
      const { id, name, after, before, scope = "user", projectId = null, color = "slate", filter = null } = input;
      const { layout = "list", groupBy = null, sortBy = "manual", direction = "ascending" } = input;
      const created = { rank: "", version: 1, createdBy: userId, createdAt: now, updatedAt: now, deletedAt: null };
      const whose = { scope, projectId, ownerId: scope === "user" ? userId : null };
      const shown = { filter, layout, groupBy, sortBy, direction };
      return { entity: { workspaceId, id, name, color, ...whose, ...shown, ...created }, list: {}, after, before };
    }
    default:
      return null;
  }
}
