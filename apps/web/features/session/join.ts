import type { AppRouter } from "@docket/api/root";
import type { InvitationAccepted } from "@docket/schema/invitation";
import { uuidv7 } from "@docket/schema/uuid";
import type { TRPCClient } from "@trpc/client";
import { homePath, projectPath } from "../../entities/workspace/path.ts";

type InvitationWorkspace = { workspaceId: string };

/**
 * Accepts an invitation as the signed-in user.
 *
 * @returns the path of the joined workspace or project
 */
export async function join(
  client: TRPCClient<AppRouter>,
  { workspaceId }: InvitationWorkspace,
  token: string,
): Promise<string> {
  return joinedPath(client, await client.invitation.accept.mutate({ workspaceId, token, commandId: uuidv7() }));
}

/** Returns the path of the workspace or project that the user has joined. */
export async function joinedPath(
  client: TRPCClient<AppRouter>,
  { workspaceId, projectId }: InvitationAccepted,
): Promise<string> {
  // A user who still has to verify their email address cannot read the workspace yet.
  const workspace = await client.workspace.get.query({ workspaceId }).catch(() => null);
  if (workspace === null) return "/";
  return projectId === null ? homePath(workspace) : projectPath(workspace.slug, projectId);
}
