import { notFound } from "next/navigation";
import { taskByName } from "../../../../../features/task/task-by-name.ts";
import { taskPath } from "../../../../../features/workspace/path.ts";
import { workspaceAt } from "../../../../../features/workspace/workspace-at.ts";
import { redirectTo } from "../../../../../navigation/redirect.ts";
import { readForPage } from "../../../../../trpc/server.ts";

/** A task by what people call it, HOME-12: leads to its project, with the task open. */
export default async function NamedTaskPage({ params }: PageProps<"/w/[workspace]/t/[name]">) {
  const { workspace: slug, name } = await params;
  const { id: workspaceId } = await workspaceAt(slug);
  const task = await readForPage((api) => taskByName(api, workspaceId, name));
  if (task === null) notFound();
  redirectTo(taskPath(slug, task));
}
