import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { tasksByName } from "@/entities/task/task-by-name.ts";
import { taskPath } from "@/entities/workspace/path.ts";
import { workspaceAt } from "@/entities/workspace/workspace-at.ts";
import { TaskChoice } from "@/features/task/task-choice.tsx";
import { redirectTo } from "@/navigation/redirect.ts";
import { readForPage } from "@/trpc/server.ts";

export async function generateMetadata({ params }: PageProps<"/w/[workspace]/t/[name]">): Promise<Metadata> {
  const { name } = await params;
  return { title: name.toUpperCase() };
}

/**
 * Resolves a task name such as HOME-12 and redirects to its project with the task open. If the viewer can see several
 * tasks with that name, the page asks which one to open.
 */
export default async function NamedTaskPage({ params }: PageProps<"/w/[workspace]/t/[name]">) {
  const { workspace: slug, name } = await params;
  const { id: workspaceId } = await workspaceAt(slug);
  const tasks = await readForPage((api) => tasksByName(api, workspaceId, name));
  const [found, ...others] = tasks;
  if (!found) notFound();
  if (others.length > 0) return <TaskChoice slug={slug} name={name.toUpperCase()} tasks={tasks} />;
  redirectTo(taskPath(slug, found.task));
}
