import type { AppRouter } from "@docket/api/root";
import type { Change, ChangePage } from "@docket/schema/change";
import { addDays, instantOf } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";
import type { ActivityFilter, Kind } from "./activity-filter.ts";

/** Number of changes per page. */
const PAGE_SIZE = 50;

/** Entities included in each kind. Personal entities, such as the order of a sidebar, are omitted. */
const ENTITIES: Record<Kind, string[]> = {
  all: ["task", "comment", "section", "project", "label", "view", "member", "invitation", "workspace"],
  tasks: ["task"],
  comments: ["comment"],
  sections: ["section"],
  projects: ["project"],
  labels: ["label"],
  people: ["member", "invitation"],
};

/** Number of days before today that each time filter includes. */
const DAYS = { today: 0, week: 6, month: 29 } as const;

/** The viewer's current day and time zone. */
type ReaderDay = { today: Day; timeZone: string };

/**
 * Returns the paginated query for a workspace's changes, newest first. Server and browser share its key.
 *
 * @param reader the viewer's day and time zone; days begin at midnight in that zone
 */
export function activityList(
  client: TRPCClient<AppRouter>,
  workspaceId: string,
  { person, kind, project, time }: ActivityFilter,
  { today, timeZone }: ReaderDay,
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
        { ...input, limit: PAGE_SIZE, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Returns the id of the entity that a change is about; for memberships and invitations, the project's id. */
export function subjectOf({ entity, entityId, projectId }: Change): string | null {
  return entity === "member" || entity === "invitation" ? projectId : entityId;
}
