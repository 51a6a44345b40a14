import { projectPath } from "@/entities/workspace/path.ts";
import { workspaceAt } from "@/entities/workspace/workspace-at.ts";
import { redirectTo } from "@/navigation/redirect.ts";

/** Redirects to the viewer's inbox in the workspace. */
export default async function WorkspacePage({ params }: PageProps<"/w/[workspace]">) {
  const { workspace: slug } = await params;
  const { inboxId } = await workspaceAt(slug);
  redirectTo(inboxId === null ? `/w/${slug}/today` : projectPath(slug, inboxId));
}
