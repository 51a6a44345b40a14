import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ALL } from "@/entities/view/collection.ts";
import { prepareCollection } from "@/entities/view/prepare-collection.ts";
import { workspaceAt } from "@/entities/workspace/workspace-at.ts";
import { AllView } from "@/features/view/collection-views.tsx";
import { serverTranslator } from "@/i18n/request-locale.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslator();
  return { title: t("navigation.all") };
}

/** All open tasks in all projects. */
export default async function AllPage({ params, searchParams }: PageProps<"/w/[workspace]/all">) {
  const { workspace: slug } = await params;
  const { id: workspaceId } = await workspaceAt(slug);
  const { queryClient } = await prepareCollection({ workspaceId, searchParams, collection: ALL });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <AllView />
    </HydrationBoundary>
  );
}
