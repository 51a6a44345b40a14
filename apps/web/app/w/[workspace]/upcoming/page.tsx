import { dayInZone } from "@docket/schema/day";
import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import type { Metadata } from "next";
import { calendarDays } from "@/entities/view/day-grid.ts";
import { prepareGroups } from "@/entities/view/prepare-groups.ts";
import { requestedView } from "@/entities/view/requested-view.ts";
import { taskGroups } from "@/entities/view/task-group.ts";
import { workspaceAt } from "@/entities/workspace/workspace-at.ts";
import { upcomingGroups } from "@/features/upcoming/upcoming-groups.ts";
import { FIRST_WEEKS, UPCOMING_PAGE, UPCOMING_VIEW } from "@/features/upcoming/upcoming-view-state.ts";
import { UpcomingView } from "@/features/upcoming/upcoming-view.tsx";
import { serverTranslator } from "@/i18n/request-locale.ts";
import { preparePage } from "@/trpc/server.ts";
import { signedInAccount } from "@/trpc/signed-in.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslator();
  return { title: t("navigation.upcoming") };
}

/** The Upcoming page, with the first days in the HTML. */
export default async function UpcomingPage({ params, searchParams }: PageProps<"/w/[workspace]/upcoming">) {
  const { workspace: slug } = await params;
  const { id: workspaceId } = await workspaceAt(slug);
  const { timeZone, weekStart } = await signedInAccount();
  const page = await preparePage();
  const preferences = await page.queryClient.query(page.trpc.preference.list.queryOptions());
  const state = requestedView(await searchParams, preferences, UPCOMING_PAGE, UPCOMING_VIEW);
  const reader = { workspaceId, today: dayInZone(new Date(), timeZone), timeZone, weekStart };
  const nouns = { sections: [], labels: [], members: [], projects: [] };
  const groups =
    state.layout === "calendar"
      ? taskGroups(state, { ...reader, ...nouns, filter: {}, where: null, calendarDays: calendarDays(state, reader) })
      : upcomingGroups(reader, FIRST_WEEKS, {
          state,
          where: null,
          nameOf: (day) => day,
        });
  await prepareGroups(page, groups);
  return (
    <HydrationBoundary state={dehydrate(page.queryClient)}>
      <UpcomingView />
    </HydrationBoundary>
  );
}
