"use client";

import type { Folder } from "@docket/schema/folder";
import type { Label } from "@docket/schema/label";
import type { Project } from "@docket/schema/project";
import type { View } from "@docket/schema/view";
import type { WorkspaceMember } from "@docket/schema/workspace";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { entityLists } from "./entity-lists.ts";
import { useWorkspace } from "./workspace-context.tsx";

/** Things of one kind, in their order and by id. */
export type EntityList<Noun> = { items: Noun[]; byId: ReadonlyMap<string, Noun> };

function useNouns<Noun>(items: Noun[] | undefined, idOf: (noun: Noun) => string): EntityList<Noun> {
  return useMemo(() => {
    const list = items ?? [];
    return { items: list, byId: new Map(list.map((noun) => [idOf(noun), noun])) };
  }, [items, idOf]);
}

const idOf = ({ id }: { id: string }) => id;
const userIdOf = ({ userId }: { userId: string }) => userId;

/** What to ask for to have a short list of this workspace whole. */
export function useEntityLists() {
  const { id: workspaceId } = useWorkspace();
  return entityLists(useTRPC(), useTRPCClient(), workspaceId);
}

/** The projects that I am in, in the order of my sidebar. */
export function useProjects(): EntityList<Project> {
  return useNouns(useQuery(useEntityLists().projects).data?.items, idOf);
}

/** My folders. */
export function useFolders(): EntityList<Folder> {
  return useNouns(useQuery(useEntityLists().folders).data?.items, idOf);
}

/** The workspace's labels. */
export function useLabels(): EntityList<Label> {
  return useNouns(useQuery(useEntityLists().labels).data?.items, idOf);
}

/** The saved views that I see: my own, those of my projects and the workspace's. */
export function useSavedViews(): EntityList<View> {
  return useNouns(useQuery(useEntityLists().views).data?.items, idOf);
}

/** The people of the workspace whom I may know of. */
export function useMembers(): EntityList<WorkspaceMember> {
  const members = useQuery(useEntityLists().members);
  return useNouns(members.data?.items, userIdOf);
}

/** Whether I may change the tasks of a project. */
export function canEditIn(project: Project | undefined): boolean {
  return project?.role === "editor" || project?.role === "manager";
}
