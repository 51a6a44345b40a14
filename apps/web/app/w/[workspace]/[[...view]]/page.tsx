import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import { notFound } from "next/navigation";
import { homePath } from "@/entities/workspace/path.ts";
import { workspaceAt } from "@/entities/workspace/workspace-at.ts";
import { CurrentView } from "@/features/current-view/current-view.tsx";
import { redirectTo } from "@/navigation/redirect.ts";
import { viewAt } from "@/navigation/view-address.ts";
import { prepareView } from "./prepare-view.ts";

/**
 * All views of a workspace. The server renders the view that is requested first, with its data in the HTML; the browser
 * renders the others. The path of the workspace itself redirects to its first view.
 */
export default async function ViewPage({ params, searchParams }: PageProps<"/w/[workspace]/[[...view]]">) {
  const { workspace: slug, view: segments } = await params;
  const workspace = await workspaceAt(slug);
  if (segments === undefined) redirectTo(homePath(workspace));
  const view = viewAt(segments) ?? notFound();
  const queryClient = await prepareView(view, { slug, workspaceId: workspace.id, searchParams: await searchParams });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <CurrentView />
    </HydrationBoundary>
  );
}
