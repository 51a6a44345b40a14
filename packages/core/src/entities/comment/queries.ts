import type { Comment, ListComments } from "@docket/schema/comment";
import type { Id } from "@docket/schema/id";
import type { Page } from "@docket/schema/page";
import type { ProjectRole } from "@docket/schema/role";
import { anyCommentsFor, commentsFor, trashedCommentsFor } from "../../access/access.ts";
import { missingProjectRole } from "../../access/missing-role.ts";
import { assertVisible } from "../../access/visible.ts";
import type { Actor } from "../../runtime/actor.ts";
import type { Ctx, Ref, Tx } from "../../runtime/ctx.ts";
import { TimeAndId, cursorOf, toPage } from "../../runtime/cursor.ts";
import { notFound } from "../../runtime/error.ts";
import type { PlacedComment } from "./row.ts";
import { commentInclude, toComment } from "./row.ts";

const cursor = cursorOf("comment.list", TimeAndId);

/**
 * Returns the given comments on tasks in projects in which the actor has at least this role, in no particular order.
 */
export async function findComments(
  db: Tx,
  actor: Actor,
  workspaceId: Id,
  ids: Id[],
  minimum: ProjectRole,
  trash: "live" | "any" = "live",
): Promise<PlacedComment[]> {
  const access = trash === "live" ? commentsFor(actor, minimum) : anyCommentsFor(actor, minimum);
  const rows = await db.comment.findMany({
    where: { workspaceId, id: { in: ids }, AND: access },
    include: commentInclude,
  });
  return rows.map(toComment);
}

/** Returns a comment. A trashed comment is returned only to users who may restore it: its author and managers. */
export async function getComment(
  db: Tx,
  actor: Actor,
  { workspaceId, id }: Ref,
  trash: "live" | "any" = "live",
): Promise<PlacedComment> {
  const live = commentsFor(actor, "viewer");
  const row = await db.comment.findFirst({
    where: { workspaceId, id, AND: trash === "live" ? live : { OR: [live, trashedCommentsFor(actor)] } },
    include: commentInclude,
  });
  if (!row) throw notFound("Comment");
  return toComment(row);
}

/** Returns whether the actor has at least this role in the comment's project. */
export async function hasRole(db: Tx, actor: Actor, comment: Comment, minimum: ProjectRole): Promise<boolean> {
  const found = await findComments(db, actor, comment.workspaceId, [comment.id], minimum, "any");
  return found.length > 0;
}

/**
 * Returns a comment for a command that requires a role.
 *
 * @throws DomainError `not_found` if the actor can't see it, `forbidden` if their role is not sufficient
 */
export async function requireComment(
  db: Tx,
  actor: Actor,
  ref: Ref,
  minimum: ProjectRole,
  trash: "live" | "any" = "live",
): Promise<PlacedComment> {
  const comment = await getComment(db, actor, ref, trash);
  if (!(await hasRole(db, actor, comment, minimum))) throw missingProjectRole(minimum);
  return comment;
}

/** Lists the comments on a task, oldest first. */
export async function listComments(
  ctx: Ctx,
  { workspaceId, taskId, limit, cursor: text }: ListComments,
): Promise<Page<Comment>> {
  const binding = { workspaceId, taskId };
  const [createdAt, lastId] = cursor.decode(binding, text) ?? [];
  const afterCursor =
    createdAt === undefined || lastId === undefined
      ? {}
      : { OR: [{ createdAt: { gt: createdAt } }, { createdAt, id: { gt: lastId } }] };
  const rows = await ctx.db.comment.findMany({
    where: { workspaceId, taskId, AND: [commentsFor(ctx.actor, "viewer"), afterCursor] },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: limit + 1,
    include: commentInclude,
  });
  if (rows.length === 0) await assertVisible(ctx, workspaceId, { parentId: taskId });
  return toPage(rows.map(toComment), limit, (comment) => cursor.encode(binding, [comment.createdAt, comment.id]));
}
