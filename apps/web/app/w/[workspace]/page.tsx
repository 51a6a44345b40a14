import { homePath } from "@/entities/workspace/path.ts";
import { workspaceAt } from "@/entities/workspace/workspace-at.ts";
import { redirectTo } from "@/navigation/redirect.ts";

/** Redirects to the workspace's first page. */
export default async function WorkspacePage({ params }: PageProps<"/w/[workspace]">) {
  const { workspace: slug } = await params;
  redirectTo(homePath(await workspaceAt(slug)));
}
