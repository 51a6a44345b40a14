import type { AppRouter } from "@docket/api/root";
import { uuidv7 } from "@docket/schema/uuid";
import type { TRPCClient } from "@trpc/client";
import { projectPath } from "../workspace/path.ts";

type Place = { workspaceId: string };

/**
 * Accepts an invitation as the person who is signed in.
 *
 * @returns the page of what they are in now
 */
export async function join(client: TRPCClient<AppRouter>, { workspaceId }: Place, token: string): Promise<string> {
  const { projectId } = await client.invitation.accept.mutate({ workspaceId, token, commandId: uuidv7() });
  // Whoever has to confirm their address first may not read yet where they are.
  const workspace = await client.workspace.get.query({ workspaceId }).catch(() => null);
  if (workspace === null) return "/";
  return projectId === null ? `/w/${workspace.slug}` : projectPath(workspace.slug, projectId);
}
