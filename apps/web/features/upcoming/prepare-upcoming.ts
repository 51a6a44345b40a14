import { dayInZone } from "@docket/schema/day";
import type { QueryClient } from "@tanstack/react-query";
import { calendarDays } from "../../entities/view/day-grid.ts";
import { prepareGroups } from "../../entities/view/prepare-groups.ts";
import type { ViewRequest } from "../../entities/view/requested-view.ts";
import { requestedView } from "../../entities/view/requested-view.ts";
import { NO_ENTITIES, taskGroups } from "../../entities/view/task-group.ts";
import { preparePage } from "../../trpc/server.ts";
import { signedInAccount } from "../../trpc/signed-in.ts";
import { upcomingGroups } from "./upcoming-groups.ts";
import { FIRST_WEEKS, UPCOMING_PAGE, UPCOMING_VIEW } from "./upcoming-view-state.ts";

/** Loads the tasks of Upcoming's first days on the server. */
export async function prepareUpcoming({ workspaceId, searchParams }: ViewRequest): Promise<QueryClient> {
  const { timeZone, weekStart } = await signedInAccount();
  const page = await preparePage();
  const preferences = await page.queryClient.query(page.trpc.preference.list.queryOptions());
  const state = requestedView(searchParams, preferences, UPCOMING_PAGE, UPCOMING_VIEW);
  const reader = { workspaceId, today: dayInZone(new Date(), timeZone), timeZone, weekStart };
  const groups =
    state.layout === "calendar"
      ? taskGroups(state, {
          ...NO_ENTITIES,
          ...reader,
          filter: {},
          where: null,
          calendarDays: calendarDays(state, reader),
        })
      : upcomingGroups(reader, FIRST_WEEKS, {
          state,
          where: null,
          nameOf: (day) => day,
        });
  await prepareGroups(page, groups);
  return page.queryClient;
}
