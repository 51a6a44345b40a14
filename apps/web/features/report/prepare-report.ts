import { dayInZone } from "@docket/schema/day";
import type { QueryClient } from "@tanstack/react-query";
import type { ViewRequest } from "../../entities/view/requested-view.ts";
import { preparePage, readForPage } from "../../trpc/server.ts";
import { signedInAccount } from "../../trpc/signed-in.ts";
import { readReportChoice, reportInput } from "./report-choice.ts";

/** Loads a report on the server. Shows the 404 page if the user can't see its project. */
export async function prepareReport({ workspaceId, searchParams }: ViewRequest): Promise<QueryClient> {
  const { timeZone, weekStart } = await signedInAccount();
  const search = new URLSearchParams(
    Object.entries(searchParams).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  const { queryClient, trpc } = await preparePage();
  const reader = { today: dayInZone(new Date(), timeZone), timeZone, weekStart };
  const input = reportInput(workspaceId, readReportChoice(search), reader);
  queryClient.setQueryData(trpc.task.report.queryKey(input), await readForPage((api) => api.task.report(input)));
  return queryClient;
}
