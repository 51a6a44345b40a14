import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import type { Metadata } from "next";
import { assignedTo } from "@/entities/view/collection.ts";
import { prepareCollection } from "@/entities/view/prepare-collection.ts";
import { workspaceAt } from "@/entities/workspace/workspace-at.ts";
import { MineView } from "@/features/view/collection-views.tsx";
import { serverTranslator } from "@/i18n/request-locale.ts";
import { signedInAccount } from "@/trpc/signed-in.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslator();
  return { title: t("navigation.mine") };
}

/** The tasks assigned to the viewer. */
export default async function MinePage({ params, searchParams }: PageProps<"/w/[workspace]/mine">) {
  const { workspace: slug } = await params;
  const { id: workspaceId } = await workspaceAt(slug);
  const { id: userId } = await signedInAccount();
  const { queryClient } = await prepareCollection({ workspaceId, searchParams, collection: assignedTo(userId) });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <MineView />
    </HydrationBoundary>
  );
}
