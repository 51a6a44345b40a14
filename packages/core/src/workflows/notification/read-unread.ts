import type { Id } from "@docket/schema/id";
import type { Notification } from "@docket/schema/notification";
import { createJobCtx } from "../../identity/session/job-ctx.ts";
import { DomainError } from "../../runtime/error.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { findUnread } from "./queries.ts";

/**
 * Reads those of the given notifications that a person can see now and has not read, and that are still true. None if
 * their account is no longer active.
 *
 * @param owner the person, and the id of the job in the log
 * @returns the notifications, the newest first, and the path of the workspace's pages
 */
export async function readUnread(
  runtime: Runtime,
  { workspaceId, ...owner }: { workspaceId: Id; id: Id; userId: Id },
  ids: Id[],
): Promise<{ items: Notification[]; path: string }> {
  const ctx = await createJobCtx(runtime, { ...owner, tokenId: null }, "tasks:read").catch(nullIfForbidden);
  const workspace = await runtime.db.workspace.findUnique({ where: { id: workspaceId }, select: { slug: true } });
  const path = `/w/${workspace?.slug ?? ""}`;
  if (ctx === null || workspace === null || ids.length === 0) return { items: [], path };
  return { items: await findUnread(ctx, workspaceId, ids), path };
}

function nullIfForbidden(error: unknown): null {
  if (error instanceof DomainError && error.code === "forbidden") return null;
  throw error;
}
