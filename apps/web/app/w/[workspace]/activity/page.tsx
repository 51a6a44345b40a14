import { dayInZone } from "@docket/schema/day";
import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import type { Metadata } from "next";
import { readActivityFilter } from "../../../../features/activity/activity-filter.ts";
import { activityList } from "../../../../features/activity/activity-list.ts";
import { ActivityView } from "../../../../features/activity/activity-view.tsx";
import { workspaceAt } from "../../../../features/workspace/workspace-at.ts";
import { serverTranslator } from "../../../../i18n/request-locale.ts";
import { preparePage } from "../../../../trpc/server.ts";
import { signedInAccount } from "../../../../trpc/signed-in.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslator();
  return { title: t("activity.title") };
}

/** What happened in the workspace, with the latest of it in the HTML. */
export default async function ActivityPage({ params, searchParams }: PageProps<"/w/[workspace]/activity">) {
  const { workspace: slug } = await params;
  const { id: workspaceId } = await workspaceAt(slug);
  const { timeZone } = await signedInAccount();
  const search = new URLSearchParams(
    Object.entries(await searchParams).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  const { queryClient, client } = await preparePage();
  const reader = { today: dayInZone(new Date(), timeZone), timeZone };
  // A person or project that can't be seen any more is said on the page, beside the choice of another.
  await queryClient
    .infiniteQuery(activityList(client, workspaceId, readActivityFilter(search), reader))
    .catch(() => undefined);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ActivityView />
    </HydrationBoundary>
  );
}
