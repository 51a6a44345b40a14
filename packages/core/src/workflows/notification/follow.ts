import { Prisma } from "@docket/db/generated/client";
import type { Follow, GetFollow, SetFollow } from "@docket/schema/follow";
import type { Id } from "@docket/schema/id";
import { requireProject } from "../../entities/project/queries.ts";
import { requireTask } from "../../entities/task/queries.ts";
import { command } from "../../log/command/command.ts";
import type { Ctx, Tx } from "../../runtime/ctx.ts";
import { isMuted, readersOfTask } from "./followers.ts";

type Followed = Pick<GetFollow, "workspaceId" | "taskId" | "projectId">;

/**
 * Returns whether the caller follows or mutes a task or project.
 *
 * @throws DomainError `not_found`
 */
export async function getFollow(ctx: Ctx, input: GetFollow): Promise<Follow> {
  await requireFollowed(ctx, ctx.db, input);
  return readFollow(ctx.db, ctx.actor.userId, input);
}

/**
 * Follows or mutes a task or project for the caller, or takes their choice back.
 *
 * @throws DomainError `not_found`
 */
export function setFollow(ctx: Ctx, input: SetFollow): Promise<Follow> {
  const { workspaceId, taskId = null, projectId = null, state } = input;
  const { userId } = ctx.actor;
  return command(ctx, input, {
    kind: "follow.set",
    replay: () => getFollow(ctx, input),
    run: async ({ tx, record }) => {
      await requireFollowed(ctx, tx, input);
      const entityId = taskId ?? projectId ?? "";
      const key = { workspaceId, entityId, userId };
      const before = await tx.follow.findUnique({ where: { workspaceId_entityId_userId: key } });
      if (state === null) await tx.follow.deleteMany({ where: key });
      else {
        const set = { state, updatedAt: ctx.now() };
        await tx.follow.upsert({
          where: { workspaceId_entityId_userId: key },
          create: { ...key, taskId, projectId, ...set },
          update: set,
        });
      }
      if ((before?.state ?? null) !== state) {
        const line = {
          entity: "follow",
          entityId,
          op: "update",
          projectId: null,
          audience: userId,
          version: null,
        } as const;
        record({ ...line, before: { state: before?.state ?? null }, after: { state } });
      }
      return { result: null, answer: await readFollow(tx, userId, input) };
    },
  });
}

async function requireFollowed({ actor }: Ctx, tx: Tx, { workspaceId, taskId, projectId }: Followed): Promise<void> {
  if (taskId !== undefined) await requireTask(tx, actor, { workspaceId, id: taskId }, "read");
  if (projectId !== undefined) await requireProject(tx, actor, { workspaceId, id: projectId }, "viewer");
}

async function readFollow(tx: Tx, userId: Id, { workspaceId, taskId, projectId }: Followed): Promise<Follow> {
  const key = { workspaceId, entityId: taskId ?? projectId ?? "", userId };
  const row = await tx.follow.findUnique({ where: { workspaceId_entityId_userId: key } });
  const state = row === null ? null : row.state === "muted" ? "muted" : "following";
  if (taskId === undefined) return { state, isNotified: state === "following" };
  const person = Prisma.sql`${userId}::uuid`;
  const [found] = await tx.$queryRaw<{ isNotified: boolean }[]>`
    SELECT NOT ${isMuted(person)} AND ${person} IN (SELECT reader.user_id FROM (${readersOfTask()}) reader) AS "isNotified"
    FROM task t WHERE t.workspace_id = ${workspaceId}::uuid AND t.id = ${taskId}::uuid`;
  return { state, isNotified: found?.isNotified ?? false };
}
