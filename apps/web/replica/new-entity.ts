import type { Comment } from "@docket/schema/comment";
import type { Reminder } from "@docket/schema/reminder";
import type { ActorStamp } from "@docket/schema/task-state";
import type { Write } from "./write.ts";

/** An entity that a write creates, as it looks until the server has answered. */
export type NewEntity = {
  entity: Comment | Reminder;
  /** The lists that contain it: those that were requested with these values. */
  list: Record<string, string>;
};

/** Returns the entity that a write creates in cached lists, or null if it creates none. */
export function newEntity({ path, input, workspaceId }: Write, { userId, now }: ActorStamp): NewEntity | null {
  switch (path) {
    case "comment.create": {
      const { id, taskId, body } = input;
      const created = { authorId: userId, body, version: 1, createdAt: now, editedAt: null };
      const trash = { deletedAt: null, deletedRoot: null };
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
    default:
      return null;
  }
}
