import type { AppRouter } from "@docket/api/root";
import type { TRPCClient } from "@trpc/client";
import type { TRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { MAX_ENTITIES } from "../../entities/workspace/entity-limit.ts";
import { completeList } from "../../trpc/complete-list.ts";

/** Returns the query for the viewer's archived or trashed projects. Server and browser share its key. */
export function inactiveProjects(
  trpc: TRPCOptionsProxy<AppRouter>,
  client: TRPCClient<AppRouter>,
  workspaceId: string,
  state: "archived" | "trashed",
) {
  const input = { workspaceId, state, limit: MAX_ENTITIES };
  return {
    ...trpc.project.list.queryOptions(input),
    queryFn: () => completeList((more) => client.project.list.query({ ...input, ...more })),
  };
}
