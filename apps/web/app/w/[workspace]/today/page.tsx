import { dayInZone } from "@docket/schema/day";
import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import type { Metadata } from "next";
import { todayGroups } from "../../../../features/today/today-groups.ts";
import { TodayView } from "../../../../features/today/today-view.tsx";
import { prepareGroups } from "../../../../features/view/prepare-groups.ts";
import { workspaceAt } from "../../../../features/workspace/workspace-at.ts";
import { serverTranslator } from "../../../../i18n/request-locale.ts";
import { preparePage } from "../../../../trpc/server.ts";
import { accountAt } from "../../../../trpc/signed-in.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslator();
  return { title: t("navigation.today") };
}

/** What is due today, with the first tasks in the HTML. */
export default async function TodayPage({ params }: PageProps<"/w/[workspace]/today">) {
  const { workspace: slug } = await params;
  const path = `/w/${slug}/today`;
  const { id: workspaceId } = await workspaceAt(slug, path);
  const { timeZone } = await accountAt(path);
  const page = await preparePage();
  await prepareGroups(page, todayGroups(workspaceId, dayInZone(new Date(), timeZone), timeZone));
  return (
    <HydrationBoundary state={dehydrate(page.queryClient)}>
      <TodayView />
    </HydrationBoundary>
  );
}
