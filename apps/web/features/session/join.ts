import type { AppRouter } from "@docket/api/root";
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
  const { projectId } = await client.invitation.accept.mutate({ workspaceId, token, commandId: uuidv7() });
  // A user who still has to verify their email address cannot read the workspace yet.
  const workspace = await client.workspace.get.query({ workspaceId }).catch(() => null);
  if (workspace === null) return "/";
  return projectId === null ? homePath(workspace) : projectPath(workspace.slug, projectId);
}
