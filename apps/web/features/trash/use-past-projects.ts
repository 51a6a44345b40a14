"use client";

import type { Project } from "@docket/schema/project";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { useProjects } from "../workspace/use-entities.ts";
import { useWorkspace } from "../workspace/workspace-context.tsx";
import { pastProjects } from "./past-projects.ts";

/** The projects that are archived, read whole. */
export function useArchivedProjects() {
  const { id: workspaceId } = useWorkspace();
  return useQuery(pastProjects(useTRPC(), useTRPCClient(), workspaceId, "archived"));
}

/** All projects that things in the trash may be of, with those that are in the trash themselves. */
export function useAllProjects(): ReadonlyMap<string, Project> {
  const { id: workspaceId } = useWorkspace();
  const { items: active } = useProjects();
  const archived = useArchivedProjects().data?.items;
  const trashed = useQuery(pastProjects(useTRPC(), useTRPCClient(), workspaceId, "trashed")).data?.items;
  return useMemo(
    () => new Map([...(trashed ?? []), ...(archived ?? []), ...active].map((project) => [project.id, project])),
    [active, archived, trashed],
  );
}
