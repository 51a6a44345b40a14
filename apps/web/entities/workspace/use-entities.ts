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

/** Entities of one kind, both as a list in display order and keyed by id. */
export type EntityList<Entity> = { items: Entity[]; byId: ReadonlyMap<string, Entity> };

function useEntityList<Entity>(items: Entity[] | undefined, idOf: (entity: Entity) => string): EntityList<Entity> {
  return useMemo(() => {
    const list = items ?? [];
    return { items: list, byId: new Map(list.map((entity) => [idOf(entity), entity])) };
  }, [items, idOf]);
}

const idOf = ({ id }: { id: string }) => id;
const userIdOf = ({ userId }: { userId: string }) => userId;

/** Returns the queries for the workspace's lists that are loaded completely. */
export function useEntityLists() {
  const { id: workspaceId } = useWorkspace();
  return entityLists(useTRPC(), useTRPCClient(), workspaceId);
}

/** Returns the viewer's projects, in sidebar order. */
export function useProjects(): EntityList<Project> {
  return useEntityList(useQuery(useEntityLists().projects).data?.items, idOf);
}

/** Returns the viewer's folders. */
export function useFolders(): EntityList<Folder> {
  return useEntityList(useQuery(useEntityLists().folders).data?.items, idOf);
}

/** Returns the workspace's labels. */
export function useLabels(): EntityList<Label> {
  return useEntityList(useQuery(useEntityLists().labels).data?.items, idOf);
}

/** Returns the saved views that the viewer can see: their own and those shared in their projects or the workspace. */
export function useSavedViews(): EntityList<View> {
  return useEntityList(useQuery(useEntityLists().views).data?.items, idOf);
}

/** Returns the members of the workspace whom the viewer can see. */
export function useMembers(): EntityList<WorkspaceMember> {
  const members = useQuery(useEntityLists().members);
  return useEntityList(members.data?.items, userIdOf);
}

/** Whether the viewer can edit the tasks of a project. */
export function canEditIn(project: Project | undefined): boolean {
  return project?.role === "editor" || project?.role === "manager";
}
