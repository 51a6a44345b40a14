import { notFound, redirect } from "next/navigation";
import { taskByName } from "../../../../../features/task/task-by-name.ts";
import { taskPath } from "../../../../../features/workspace/path.ts";
import { workspaceAt } from "../../../../../features/workspace/workspace-at.ts";
import { readForPage } from "../../../../../trpc/server.ts";

/** A task by what people call it, HOME-12: leads to its project, with the task open. */
export default async function NamedTaskPage({ params }: PageProps<"/w/[workspace]/t/[name]">) {
  const { workspace: slug, name } = await params;
  const path = `/w/${slug}/t/${name}`;
  const { id: workspaceId } = await workspaceAt(slug, path);
  const task = await readForPage(path, (api) => taskByName(api, workspaceId, name));
  if (task === null) notFound();
  redirect(taskPath(slug, task));
}
