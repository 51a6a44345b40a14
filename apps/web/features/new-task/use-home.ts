"use client";

import type { NewTaskDraft, TaskDestination } from "../../entities/draft/new-task-draft.ts";
import { projectAtPath } from "../../entities/workspace/path.ts";
import { canEditIn, useProjects } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { usePath } from "../../navigation/address.tsx";

/**
 * Returns the chosen project, otherwise the page's project, otherwise the inbox. Returns null if the user cannot add
 * tasks to any project.
 */
export function useHome({ home }: NewTaskDraft): TaskDestination | null {
  const { inboxId } = useWorkspace();
  const projects = useProjects();
  const here = projectAtPath(usePath());
  if (home !== null && canEditIn(projects.byId.get(home.projectId))) return home;
  const projectId = here !== null && canEditIn(projects.byId.get(here)) ? here : inboxId;
  return projectId === null ? null : { projectId, sectionId: null, sectionName: null };
}
