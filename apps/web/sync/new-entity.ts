import type { Comment } from "@docket/schema/comment";
import type { Label } from "@docket/schema/label";
import type { Reminder } from "@docket/schema/reminder";
import type { Section } from "@docket/schema/section";
import type { ActorStamp } from "@docket/schema/task-state";
import type { View } from "@docket/schema/view";
import type { Write } from "./write.ts";

/** Something new, as it is until the server tells more of it. */
export type NewEntity = {
  entity: Comment | Reminder | Section | Label | View;
  /** The lists in which it stands, by what they were asked for. */
  list: Record<string, string>;
  /** Its neighbours, where its place was given by them; else it is the last. */
  after?: string | null | undefined;
  before?: string | null | undefined;
};

/** What a write makes anew on the short lists of the page; null when it makes nothing there. */
export function newEntity({ path, input, workspaceId }: Write, { userId, now }: ActorStamp): NewEntity | null {
  const trash = { deletedAt: null, deletedRoot: null };
  switch (path) {
    case "comment.create": {
      const { id, taskId, body } = input;
      const said = { authorId: userId, body, version: 1, createdAt: now, editedAt: null };
      return { entity: { workspaceId, id, taskId, ...said, ...trash }, list: { taskId } };
    }
    case "reminder.create": {
      const { id, taskId, time } = input;
      const { basis } = time;
      const due =
        basis === "absolute"
          ? { offsetMinutes: null, when: time.when }
          : { offsetMinutes: time.offsetMinutes, when: null };
      const made = { at: null, firedAt: null, version: 1, createdAt: now, updatedAt: now, deletedAt: null };
      return { entity: { workspaceId, id, taskId, userId, basis, ...due, ...made }, list: { taskId } };
    }
    case "section.create": {
      const { id, projectId, name, after, before } = input;
      const made = { rank: "", isDoneColumn: false, version: 1, createdBy: userId, createdAt: now, updatedAt: now };
      return { entity: { workspaceId, id, projectId, name, ...made, ...trash }, list: { projectId }, after, before };
    }
    case "label.create": {
      const { id, name, color = "slate" } = input;
      const made = { rank: "", version: 1, createdBy: userId, createdAt: now, updatedAt: now, deletedAt: null };
      return { entity: { workspaceId, id, name, color, ...made }, list: {} };
    }
    case "view.create": {
      const { id, name, after, before, scope = "user", projectId = null, color = "slate", filter = null } = input;
      const { layout = "list", groupBy = null, sortBy = "manual", direction = "ascending" } = input;
      const made = { rank: "", version: 1, createdBy: userId, createdAt: now, updatedAt: now, deletedAt: null };
      const whose = { scope, projectId, ownerId: scope === "user" ? userId : null };
      const shown = { filter, layout, groupBy, sortBy, direction };
      return { entity: { workspaceId, id, name, color, ...whose, ...shown, ...made }, list: {}, after, before };
    }
    default:
      return null;
  }
}
