import { issueApiToken } from "@docket/auth/api-token";
import type { CreatedApiToken, ApiTokenRef, CreateApiToken, ProjectLimit } from "@docket/schema/api-token";
import { projectsFor } from "../../access/access.ts";
import { recordSecurityEvent } from "../../log/security/event.ts";
import type { Tx, PersonCtx } from "../../runtime/ctx.ts";
import { assertWithinLimit } from "../../runtime/entity-limit.ts";
import { DomainError, notFound } from "../../runtime/error.ts";
import { isUniqueViolation } from "../../runtime/fault.ts";
import { queueNotice } from "../mail/notice.ts";
import { toApiToken } from "./row.ts";

const DAY_MS = 24 * 60 * 60_000;

/**
 * Creates a personal access token. Only this response contains the token. A repeated request with the same id is
 * rejected.
 *
 * @throws DomainError `forbidden` if the caller's email address is not verified, `not_found` for a project that the
 *   caller can't see, `conflict` if the maximum number of tokens is reached, `already_made` if the id was used before
 */
export async function createApiToken(ctx: PersonCtx, input: CreateApiToken): Promise<CreatedApiToken> {
  const { id, name, scopes, limit, days } = input;
  if (!ctx.actor.isVerified) throw new DomainError("forbidden", "Confirm your email first.");
  const now = ctx.now();
  const { token, hash, prefix } = issueApiToken();
  try {
    const row = await ctx.db.$transaction(async (tx) => {
      await assertWithinLimit(tx, "apiToken", { userId: ctx.actor.userId, now });
      if (limit !== null) await requireProjects(ctx, tx, limit);
      const created = await tx.apiToken.create({
        data: {
          id,
          userId: ctx.actor.userId,
          name,
          prefix,
          hash,
          scopes,
          workspaceId: limit?.workspaceId ?? null,
          projectIds: limit?.projectIds ?? [],
          createdAt: now,
          expiresAt: new Date(now.getTime() + days * DAY_MS),
        },
      });
      await recordSecurityEvent(tx, ctx.request, now, {
        kind: "authn_token_created",
        outcome: "success",
        actor: ctx.actor,
        subjectId: ctx.actor.userId,
        meta: { token: id, scopes, days, isLimited: limit !== null },
      });
      await queueNotice(ctx, tx, ctx.actor.userId, "token_created");
      return created;
    });
    return { apiToken: toApiToken(row), token };
  } catch (error) {
    if (isUniqueViolation(error))
      throw new DomainError("already_made", "This token was already created. It is shown only once.");
    throw error;
  }
}

async function requireProjects({ actor }: PersonCtx, tx: Tx, { workspaceId, projectIds }: ProjectLimit): Promise<void> {
  const wanted = new Set(projectIds);
  const seen = await tx.project.count({
    where: { workspaceId, id: { in: [...wanted] }, AND: projectsFor(actor, "viewer") },
  });
  if (seen !== wanted.size) throw notFound("Project");
}

/**
 * Revokes one of the caller's tokens. Takes effect on the next request that uses it.
 *
 * @throws DomainError `not_found` if the token is not the caller's or is already revoked
 */
export async function revokeApiToken(ctx: PersonCtx, { id }: ApiTokenRef): Promise<void> {
  const now = ctx.now();
  const { userId } = ctx.actor;
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.apiToken.updateMany({
      where: { id, userId, revokedAt: null },
      data: { revokedAt: now },
    });
    if (count === 0) throw notFound("Token");
    await recordSecurityEvent(tx, ctx.request, now, {
      kind: "authn_token_revoked",
      outcome: "success",
      actor: ctx.actor,
      subjectId: userId,
      meta: { token: id },
    });
  });
  ctx.runtime.notifier.notifyUser(userId);
}
