import type { AppRouter } from "@docket/api/root";
import type { Change, ChangePage } from "@docket/schema/change";
import { addDays, instantOf } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";
import type { ActivityFilter, Kind } from "./activity-filter.ts";

/** Lines of one page. */
const PAGE = 50;

/** The kinds of lines behind each choice. What is somebody's own, like the order of their sidebar, is nobody's news. */
const ENTITIES: Record<Kind, string[]> = {
  all: ["task", "comment", "section", "project", "label", "view", "member", "invitation", "workspace"],
  tasks: ["task"],
  comments: ["comment"],
  sections: ["section"],
  projects: ["project"],
  labels: ["label"],
  people: ["member", "invitation"],
};

/** How many days back each choice of time goes. */
const DAYS = { today: 0, week: 6, month: 29 } as const;

/** For whom the days begin and end. */
type Reader = { today: Day; timeZone: string };

/**
 * What happened in a workspace, the latest first, page by page; asked for by the same key on the server and in the browser.
 *
 * @param reader their midnight is where a day begins
 */
export function activityList(
  client: TRPCClient<AppRouter>,
  workspaceId: string,
  { person, kind, project, time }: ActivityFilter,
  { today, timeZone }: Reader,
) {
  const from = time === "all" ? null : instantOf(addDays(today, -DAYS[time]), "00:00", timeZone).toISOString();
  const input = {
    workspaceId,
    entity: ENTITIES[kind],
    ...(person === null ? {} : { actorId: person }),
    ...(project === null ? {} : { projectId: project }),
    ...(from === null ? {} : { from }),
  };
  return infiniteQueryOptions({
    queryKey: [["change", "list"], { input }] as const,
    queryFn: ({ pageParam, signal }): Promise<ChangePage> =>
      client.change.list.query(
        { ...input, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** What a line is about: a comment's line is about its task, that of a membership about its project. */
export function subjectOf({ entity, entityId, projectId }: Change): string | null {
  return entity === "member" || entity === "invitation" ? projectId : entityId;
}
