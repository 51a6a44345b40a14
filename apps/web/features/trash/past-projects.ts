import type { AppRouter } from "@docket/api/root";
import type { TRPCClient } from "@trpc/client";
import type { TRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { MAX_ENTITIES } from "../workspace/entity-limit.ts";
import { wholeList } from "../workspace/entity-lists.ts";

/** My projects that are no longer in the sidebar; asked for by the same key on the server and in the browser. */
export function pastProjects(
  trpc: TRPCOptionsProxy<AppRouter>,
  client: TRPCClient<AppRouter>,
  workspaceId: string,
  state: "archived" | "trashed",
) {
  const input = { workspaceId, state, limit: MAX_ENTITIES };
  return {
    ...trpc.project.list.queryOptions(input),
    queryFn: () => wholeList((more) => client.project.list.query({ ...input, ...more })),
  };
}
