import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import type { Metadata } from "next";
import { MineView } from "../../../../features/view/collection-views.tsx";
import { mine } from "../../../../features/view/collection.ts";
import { prepareCollection } from "../../../../features/view/prepare-collection.ts";
import { workspaceAt } from "../../../../features/workspace/workspace-at.ts";
import { serverTranslator } from "../../../../i18n/request-locale.ts";
import { signedInAccount } from "../../../../trpc/signed-in.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslator();
  return { title: t("navigation.mine") };
}

/** The tasks assigned to the viewer. */
export default async function MinePage({ params, searchParams }: PageProps<"/w/[workspace]/mine">) {
  const { workspace: slug } = await params;
  const { id: workspaceId } = await workspaceAt(slug);
  const { id: userId } = await signedInAccount();
  const { queryClient } = await prepareCollection({ workspaceId, searchParams, collection: mine(userId) });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <MineView />
    </HydrationBoundary>
  );
}
