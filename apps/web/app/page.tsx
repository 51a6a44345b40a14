import { redirect } from "next/navigation";
import { projectPath } from "../features/workspace/path.ts";
import { readForPage, serverApi } from "../trpc/server.ts";

/** The way in: to the setup of a new installation, to the sign-in, or to one's inbox. */
export default async function StartPage() {
  const { isNeeded } = await (await serverApi()).setup.status();
  if (isNeeded) redirect("/setup");
  const { items } = await readForPage("/", (api) => api.workspace.list({}));
  const [workspace] = items;
  if (!workspace) redirect("/account");
  if (workspace.inboxId !== null) redirect(projectPath(workspace.slug, workspace.inboxId));
  redirect(`/w/${workspace.slug}`);
}
