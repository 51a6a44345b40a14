"use client";

import type { Project } from "@docket/schema/project";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useProjects } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { inactiveProjects } from "./inactive-projects.ts";

/** Returns the query for the viewer's archived projects. */
export function useArchivedProjects() {
  const { id: workspaceId } = useWorkspace();
  return useQuery(inactiveProjects(useTRPC(), useTRPCClient(), workspaceId, "archived"));
}

/** Returns all projects that a deleted item can belong to, keyed by id, including archived and trashed projects. */
export function useAllProjects(): ReadonlyMap<string, Project> {
  const { id: workspaceId } = useWorkspace();
  const { items: active } = useProjects();
  const archived = useArchivedProjects().data?.items;
  const trashed = useQuery(inactiveProjects(useTRPC(), useTRPCClient(), workspaceId, "trashed")).data?.items;
  return useMemo(
    () => new Map([...(trashed ?? []), ...(archived ?? []), ...active].map((project) => [project.id, project])),
    [active, archived, trashed],
  );
}
