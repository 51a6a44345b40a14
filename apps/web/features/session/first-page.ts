import type { AppRouter } from "@docket/api/root";
import type { TRPCClient } from "@trpc/client";
import { projectPath } from "../../entities/workspace/path.ts";

/**
 * Returns the path of the first page of a new account: the project that shows the user around, which is the only one
 * besides the inbox. Returns the start page if it can't be found.
 */
export async function firstPage(client: TRPCClient<AppRouter>): Promise<string> {
  try {
    const [workspace] = (await client.workspace.list.query({ limit: 1 })).items;
    if (!workspace) return "/";
    const { items } = await client.project.list.query({ workspaceId: workspace.id });
    const [first, ...others] = items.filter(({ isInbox }) => !isInbox);
    return first && others.length === 0 ? projectPath(workspace.slug, first.id) : "/";
  } catch {
    // A user who still has to verify their email address can't read the workspace yet.
    return "/";
  }
}
