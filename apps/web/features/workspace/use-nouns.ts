"use client";

import type { Folder } from "@docket/schema/folder";
import type { Label } from "@docket/schema/label";
import type { Project } from "@docket/schema/project";
import type { View } from "@docket/schema/view";
import type { WorkspaceMember } from "@docket/schema/workspace";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { nounLists } from "./noun-lists.ts";
import { useWorkspace } from "./workspace-context.tsx";

/** Things of one kind, in their order and by id. */
export type Nouns<Noun> = { items: Noun[]; byId: ReadonlyMap<string, Noun> };

function useNouns<Noun>(items: Noun[] | undefined, idOf: (noun: Noun) => string): Nouns<Noun> {
  return useMemo(() => {
    const list = items ?? [];
    return { items: list, byId: new Map(list.map((noun) => [idOf(noun), noun])) };
  }, [items, idOf]);
}

const idOf = ({ id }: { id: string }) => id;
const userIdOf = ({ userId }: { userId: string }) => userId;

/** What to ask for to have a short list of this workspace whole. */
export function useNounLists() {
  const { id: workspaceId } = useWorkspace();
  return nounLists(useTRPC(), useTRPCClient(), workspaceId);
}

/** The projects that I am in, in the order of my sidebar. */
export function useProjects(): Nouns<Project> {
  return useNouns(useQuery(useNounLists().projects).data?.items, idOf);
}

/** My folders. */
export function useFolders(): Nouns<Folder> {
  return useNouns(useQuery(useNounLists().folders).data?.items, idOf);
}

/** The workspace's labels. */
export function useLabels(): Nouns<Label> {
  return useNouns(useQuery(useNounLists().labels).data?.items, idOf);
}

/** The saved views that I see: my own, those of my projects and the workspace's. */
export function useSavedViews(): Nouns<View> {
  return useNouns(useQuery(useNounLists().views).data?.items, idOf);
}

/** The people of the workspace whom I may know of. */
export function useMembers(): Nouns<WorkspaceMember> {
  const members = useQuery(useNounLists().members);
  return useNouns(members.data?.items, userIdOf);
}

/** Whether I may change the tasks of a project. */
export function canEditIn(project: Project | undefined): boolean {
  return project?.role === "editor" || project?.role === "manager";
}
