import { dayInZone } from "@docket/schema/day";
import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import type { Metadata } from "next";
import { workspaceAt } from "@/entities/workspace/workspace-at.ts";
import { readActivityFilter } from "@/features/activity/activity-filter.ts";
import { activityList } from "@/features/activity/activity-list.ts";
import { ActivityView } from "@/features/activity/activity-view.tsx";
import { serverTranslator } from "@/i18n/request-locale.ts";
import { preparePage } from "@/trpc/server.ts";
import { signedInAccount } from "@/trpc/signed-in.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslator();
  return { title: t("activity.title") };
}

/** The activity of the workspace, with the newest entries in the HTML. */
export default async function ActivityPage({ params, searchParams }: PageProps<"/w/[workspace]/activity">) {
  const { workspace: slug } = await params;
  const { id: workspaceId } = await workspaceAt(slug);
  const { timeZone } = await signedInAccount();
  const search = new URLSearchParams(
    Object.entries(await searchParams).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  const { queryClient, client } = await preparePage();
  const reader = { today: dayInZone(new Date(), timeZone), timeZone };
  // If the viewer can no longer see the person or project in the filter, the page shows the error next to the filter.
  await queryClient
    .infiniteQuery(activityList(client, workspaceId, readActivityFilter(search), reader))
    .catch(() => undefined);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ActivityView />
    </HydrationBoundary>
  );
}
