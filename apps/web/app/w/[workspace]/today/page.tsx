import { dayInZone } from "@docket/schema/day";
import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import type { Metadata } from "next";
import { prepareGroups } from "@/entities/view/prepare-groups.ts";
import { requestedView } from "@/entities/view/requested-view.ts";
import { workspaceAt } from "@/entities/workspace/workspace-at.ts";
import { todayGroups } from "@/features/today/today-groups.ts";
import { TODAY_PAGE, TODAY_VIEW } from "@/features/today/today-view-state.ts";
import { TodayView } from "@/features/today/today-view.tsx";
import { serverTranslator } from "@/i18n/request-locale.ts";
import { preparePage } from "@/trpc/server.ts";
import { signedInAccount } from "@/trpc/signed-in.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslator();
  return { title: t("navigation.today") };
}

/** The Today page, with the first tasks in the HTML. */
export default async function TodayPage({ params, searchParams }: PageProps<"/w/[workspace]/today">) {
  const { workspace: slug } = await params;
  const { id: workspaceId } = await workspaceAt(slug);
  const { timeZone } = await signedInAccount();
  const page = await preparePage();
  const preferences = await page.queryClient.query(page.trpc.preference.list.queryOptions());
  const state = requestedView(await searchParams, preferences, TODAY_PAGE, TODAY_VIEW);
  const reader = { workspaceId, today: dayInZone(new Date(), timeZone), timeZone };
  await prepareGroups(page, todayGroups(reader, state, null));
  return (
    <HydrationBoundary state={dehydrate(page.queryClient)}>
      <TodayView />
    </HydrationBoundary>
  );
}
