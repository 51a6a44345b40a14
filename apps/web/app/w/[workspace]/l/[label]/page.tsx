import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { withLabel } from "@/entities/view/collection.ts";
import { prepareCollection } from "@/entities/view/prepare-collection.ts";
import { MAX_ENTITIES } from "@/entities/workspace/entity-limit.ts";
import { completeList } from "@/entities/workspace/entity-lists.ts";
import { workspaceAt } from "@/entities/workspace/workspace-at.ts";
import { LabelView } from "@/features/view/collection-views.tsx";
import { readForPage } from "@/trpc/server.ts";

type Props = PageProps<"/w/[workspace]/l/[label]">;

const labelAt = cache(async (slug: string, id: string) => {
  const { id: workspaceId } = await workspaceAt(slug);
  const { items } = await readForPage((api) =>
    completeList((more) => api.label.list({ workspaceId, limit: MAX_ENTITIES, ...more })),
  );
  return items.find((label) => label.id === id) ?? notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace, label } = await params;
  return { title: (await labelAt(workspace, label)).name };
}

/** The tasks with a label, in all projects. */
export default async function LabelPage({ params, searchParams }: Props) {
  const { workspace: slug, label: id } = await params;
  const { workspaceId, name } = await labelAt(slug, id);
  const { queryClient } = await prepareCollection({
    workspaceId,
    searchParams,
    collection: withLabel(id),
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <LabelView labelId={id} name={name} />
    </HydrationBoundary>
  );
}
