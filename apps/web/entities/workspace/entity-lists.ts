import type { AppRouter } from "@docket/api/root";
import type { TRPCClient } from "@trpc/client";
import type { TRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { completeList } from "../../trpc/complete-list.ts";
import { MAX_ENTITIES } from "./entity-limit.ts";

/** Returns the queries for lists that are loaded completely. Server and browser use the same query keys. */
export function entityLists(trpc: TRPCOptionsProxy<AppRouter>, client: TRPCClient<AppRouter>, workspaceId: string) {
  const input = { workspaceId, limit: MAX_ENTITIES };
  return {
    projects: {
      ...trpc.project.list.queryOptions(input),
      queryFn: () => completeList((more) => client.project.list.query({ ...input, ...more })),
    },
    folders: {
      ...trpc.folder.list.queryOptions(input),
      queryFn: () => completeList((more) => client.folder.list.query({ ...input, ...more })),
    },
    labels: {
      ...trpc.label.list.queryOptions(input),
      queryFn: () => completeList((more) => client.label.list.query({ ...input, ...more })),
    },
    members: {
      ...trpc.workspace.listMembers.queryOptions(input),
      queryFn: () => completeList((more) => client.workspace.listMembers.query({ ...input, ...more })),
    },
    views: {
      ...trpc.view.list.queryOptions(input),
      queryFn: () => completeList((more) => client.view.list.query({ ...input, ...more })),
    },
    /** The viewer's next reminders. Its key is that of a list of reminders, so that writes are shown in it, too. */
    reminders: {
      queryKey: [["reminder", "list"], { input: { workspaceId } }],
      queryFn: () => client.reminder.listPending.query({ workspaceId }),
    },
    sectionsOf: (projectId: string) => ({
      ...trpc.section.list.queryOptions({ ...input, projectId }),
      queryFn: () => completeList((more) => client.section.list.query({ ...input, projectId, ...more })),
    }),
    peopleOf: (projectId: string) => ({
      ...trpc.member.list.queryOptions({ ...input, projectId }),
      queryFn: () => completeList((more) => client.member.list.query({ ...input, projectId, ...more })),
    }),
  };
}
