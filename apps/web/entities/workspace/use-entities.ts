"use client";

import type { Folder } from "@docket/schema/folder";
import type { Id } from "@docket/schema/id";
import type { Label } from "@docket/schema/label";
import type { Member } from "@docket/schema/member";
import type { Project } from "@docket/schema/project";
import { byRank } from "@docket/schema/rank-order";
import type { Section } from "@docket/schema/section";
import type { View } from "@docket/schema/view";
import type { WorkspacePerson } from "@docket/schema/workspace";
import { createContext, useContext, useMemo } from "react";
import type { Context } from "react";
import { useRowsOf } from "../../replica/use-rows.ts";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { entityLists } from "./entity-lists.ts";
import { useWorkspace } from "./workspace-context.tsx";

/** Entities of one kind, both as a list in display order and keyed by id. */
export type EntityList<Entity> = { items: Entity[]; byId: ReadonlyMap<string, Entity> };

const NO_PROJECT: readonly Id[] = [];

export const ProjectsContext = createContext<EntityList<Project> | null>(null);
export const FoldersContext = createContext<EntityList<Folder> | null>(null);
export const LabelsContext = createContext<EntityList<Label> | null>(null);
export const SavedViewsContext = createContext<EntityList<View> | null>(null);
export const MembersContext = createContext<EntityList<WorkspacePerson> | null>(null);

function useList<Entity>(context: Context<EntityList<Entity> | null>): EntityList<Entity> {
  const list = useContext(context);
  if (!list) throw new Error("There is no EntitiesProvider.");
  return list;
}

/** Returns the queries for the workspace's lists that are loaded completely. */
export function useEntityLists() {
  const { id: workspaceId } = useWorkspace();
  return entityLists(useTRPC(), useTRPCClient(), workspaceId);
}

/** Returns the viewer's projects, in sidebar order. */
export function useProjects(): EntityList<Project> {
  return useList(ProjectsContext);
}

/** Returns the viewer's folders. */
export function useFolders(): EntityList<Folder> {
  return useList(FoldersContext);
}

/** Returns the workspace's labels. */
export function useLabels(): EntityList<Label> {
  return useList(LabelsContext);
}

/** Returns the saved views that the viewer can see: their own and those shared in their projects or the workspace. */
export function useSavedViews(): EntityList<View> {
  return useList(SavedViewsContext);
}

/** Returns the people in the workspace whom the viewer can see, by name. */
export function useMembers(): EntityList<WorkspacePerson> {
  return useList(MembersContext);
}

/** Returns the sections of projects, in order. Those that are not loaded yet are undefined. */
export function useSectionsOf(projectIds: readonly Id[]): (readonly Section[] | undefined)[] {
  const lists = useRowsOf("section", projectIds, useEntityLists().sectionsOf);
  return useMemo(() => lists.map((sections) => sections?.toSorted(byRank)), [lists]);
}

/** Returns the sections of a project, in order, or undefined if they are not loaded yet or there is no project. */
export function useSections(projectId: Id | null): readonly Section[] | undefined {
  return useSectionsOf(projectId === null ? NO_PROJECT : [projectId])[0];
}

/** Returns the members of projects. Those that are not loaded yet are undefined. */
export function usePeopleOf(projectIds: readonly Id[]): (readonly Member[] | undefined)[] {
  return useRowsOf("member", projectIds, useEntityLists().peopleOf);
}

/** Returns the members of a project, or undefined if they are not loaded yet or there is no project. */
export function usePeople(projectId: Id | null): readonly Member[] | undefined {
  return usePeopleOf(projectId === null ? NO_PROJECT : [projectId])[0];
}

/** Whether the viewer can edit the tasks of a project. */
export function canEditIn(project: Project | undefined): boolean {
  return project?.role === "editor" || project?.role === "manager";
}
