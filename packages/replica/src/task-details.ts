import type { Comment } from "@docket/schema/comment";
import type { Id } from "@docket/schema/id";
import { hasDetails } from "./line-row.ts";
import type { Entity, Row } from "./transport.ts";

/** What is shown of a task when it is opened, and not in lists. */
export type TaskDetails = {
  description: string;
  /** The version of the task that contains the description, on which edits are based. */
  version: number;
  /** The comments, oldest first. */
  comments: readonly Comment[];
  /** Whether the server has more comments than were read. */
  hasMoreComments: boolean;
};

type Source = {
  row: (entity: Entity, id: Id) => Row | undefined;
  /** Returns the live rows of an entity: the same array as long as none of them has changed. */
  rows: (entity: Entity) => readonly Row[];
};

/**
 * Creates a function that returns the details of a task, or null if they are not held: the same object as long as neither
 * the task nor any comment has changed.
 */
export function createTaskDetails({ row, rows }: Source): (id: Id) => TaskDetails | null {
  const known = new Map<Id, { task: Row; all: readonly Row[]; details: TaskDetails }>();
  return (id) => {
    const task = row("task", id);
    if (!task || !hasDetails(task)) {
      known.delete(id);
      return null;
    }
    const all = rows("comment");
    const last = known.get(id);
    if (last?.task === task && last.all === all) return last.details;
    // Safe because the rows of comments have the fields of the API.
    const comments = all.filter((comment) => comment["taskId"] === id) as unknown as Comment[];
    const details = {
      description: String(task["description"]),
      version: task.version,
      comments: comments.sort(byTime),
      hasMoreComments: task["hasMoreComments"] === true,
    };
    known.set(id, { task, all, details });
    return details;
  };
}

function byTime(left: Comment, right: Comment): number {
  if (left.createdAt !== right.createdAt) return left.createdAt < right.createdAt ? -1 : 1;
  return left.id < right.id ? -1 : 1;
}
