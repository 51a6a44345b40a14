import { dayInZone } from "@docket/schema/day";
import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import type { Metadata } from "next";
import { todayLists } from "../../../../features/today/today-lists.ts";
import { TodayView } from "../../../../features/today/today-view.tsx";
import { accountAt, workspaceAt } from "../../../../features/workspace/workspace-at.ts";
import { taskList } from "../../../../sync/task-list.ts";
import { preparePage } from "../../../../trpc/server.ts";

export const metadata: Metadata = { title: "Today" };

/** What is due today, with the first tasks in the HTML. */
export default async function TodayPage({ params }: PageProps<"/w/[workspace]/today">) {
  const { workspace: slug } = await params;
  const path = `/w/${slug}/today`;
  const { id: workspaceId } = await workspaceAt(slug, path);
  const { timeZone } = await accountAt(path);
  const { overdue, due } = todayLists(workspaceId, dayInZone(new Date(), timeZone), timeZone);
  const { queryClient, client, trpc } = await preparePage();
  await Promise.all([
    queryClient.infiniteQuery(taskList(client, overdue)),
    queryClient.infiniteQuery(taskList(client, due)),
    queryClient.query(trpc.label.list.queryOptions({ workspaceId, limit: 100 })),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <TodayView workspaceId={workspaceId} slug={slug} />
    </HydrationBoundary>
  );
}
