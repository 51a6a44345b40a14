import { homePath } from "@/entities/workspace/path.ts";
import { redirectTo } from "@/navigation/redirect.ts";
import { readForPage, serverApi } from "@/trpc/server.ts";

/** Redirects to the setup page of a new installation, to the sign-in page or to the user's inbox. */
export default async function StartPage() {
  const { isNeeded } = await (await serverApi()).setup.status();
  if (isNeeded) redirectTo("/setup");
  const { items } = await readForPage((api) => api.workspace.list({}));
  const [workspace] = items;
  if (!workspace) redirectTo("/account");
  redirectTo(homePath(workspace));
}
