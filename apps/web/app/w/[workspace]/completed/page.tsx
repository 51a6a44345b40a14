import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import type { Metadata } from "next";
import { COMPLETED } from "@/entities/view/collection.ts";
import { prepareCollection } from "@/entities/view/prepare-collection.ts";
import { workspaceAt } from "@/entities/workspace/workspace-at.ts";
import { CompletedView } from "@/features/view/collection-views.tsx";
import { serverTranslator } from "@/i18n/request-locale.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslator();
  return { title: t("navigation.completed") };
}

/** Done and cancelled tasks, most recently closed first. */
export default async function CompletedPage({ params, searchParams }: PageProps<"/w/[workspace]/completed">) {
  const { workspace: slug } = await params;
  const { id: workspaceId } = await workspaceAt(slug);
  const { queryClient } = await prepareCollection({ workspaceId, searchParams, collection: COMPLETED });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <CompletedView />
    </HydrationBoundary>
  );
}
