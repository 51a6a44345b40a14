"use client";

import type { Project } from "@docket/schema/project";
import { useQuery } from "@tanstack/react-query";
import { Suspense, useCallback, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { ONE_PROJECT_GROUPINGS } from "../../entities/view/collection.ts";
import type { TaskGroup } from "../../entities/view/task-group.ts";
import { useGroups } from "../../entities/view/use-groups.ts";
import { useViewState } from "../../entities/view/use-view-state.ts";
import { canEditIn, useProjects, useSections } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useAreRowsCurrent, useRow } from "../../replica/use-rows.ts";
import { useTRPC } from "../../trpc/react.ts";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { LazyIsland } from "../../ui/lazy-island.tsx";
import { SectionMenu } from "../section/section-menu.tsx";
import { TaskView } from "../view/task-view.tsx";
import { ViewSkeleton } from "../view/view-skeleton.tsx";
import { ProjectMenu } from "./project-menu.tsx";
import { PROJECT_VIEW, projectPage } from "./project-view-state.ts";

const AddSection = lazyComponent(async () => (await import("../section/add-section.tsx")).AddSection);
const ProjectEmpty = lazyComponent(async () => (await import("./project-empty.tsx")).ProjectEmpty);
const ProjectViews = lazyComponent(async () => (await import("../saved-view/project-views.tsx")).ProjectViews);
const MissingView = lazyComponent(async () => (await import("../view/missing-view.tsx")).MissingView);
const ProjectClosed = lazyComponent(async () => (await import("./project-closed.tsx")).ProjectClosed);

/** The view of a project. If the user loses access while it is open, shows a notice instead. */
export function ProjectView({ projectId }: { projectId: string }) {
  const { id: workspaceId } = useWorkspace();
  const isCurrent = useAreRowsCurrent();
  const row = useRow("project", projectId);
  const listed = useProjects().byId.get(projectId);
  // Only until the replica has loaded.
  const own = useQuery({
    ...useTRPC().project.get.queryOptions({ workspaceId, id: projectId }),
    enabled: !isCurrent && listed === undefined,
  });
  // Safe because the rows of projects are projects. Archived ones are not listed.
  const held = row && !row.deletedAt ? (row as unknown as Project) : undefined;
  const project = listed ?? held ?? (isCurrent ? undefined : own.data);
  const [wasShown, setWasShown] = useState(false);
  if (project && !wasShown) setWasShown(true);
  if (project) return <ProjectTasks project={project} />;
  if (wasShown)
    return (
      <Suspense>
        <ProjectClosed projectId={projectId} />
      </Suspense>
    );
  return (
    <Suspense fallback={<ViewSkeleton />}>
      <MissingView query={isCurrent ? null : own} />
    </Suspense>
  );
}

/** The tasks of a project, grouped by section unless the user has chosen another view. */
function ProjectTasks({ project }: { project: Project }) {
  const { id: projectId } = project;
  const task = useTranslations("task");
  const sections = useSections(projectId);
  const [state, setState] = useViewState(projectPage(projectId), PROJECT_VIEW);
  const canEdit = canEditIn(project);
  const inProject = useMemo(() => ({ projectId }), [projectId]);
  const { groups, filter } = useGroups(state, inProject, sections);
  const renderGroupMenu = useCallback(
    (group: TaskGroup) => {
      const section = sections?.find(({ id }) => id === group.key);
      return section && canEdit && <SectionMenu section={section} siblings={sections ?? []} />;
    },
    [canEdit, sections],
  );
  // In a list or table, the tasks without a section come first and need no heading. A board's column needs one.
  const shown = useMemo(
    () =>
      state.groupBy === "section" && state.layout !== "board"
        ? groups.map((group) => (group.place?.sectionId === null ? { ...group, heading: null } : group))
        : groups,
    [groups, state.groupBy, state.layout],
  );

  return (
    <TaskView
      page={projectPage(projectId)}
      title={project.isInbox ? task("inbox") : project.name}
      groups={shown}
      groupings={ONE_PROJECT_GROUPINGS}
      plain={PROJECT_VIEW}
      state={state}
      onState={setState}
      filter={filter}
      canAdd={canEdit}
      defaultProjectId={projectId}
      withProject={false}
      renderGroupMenu={renderGroupMenu}
      menu={
        <>
          <LazyIsland>
            <ProjectViews project={project} />
          </LazyIsland>
          {!project.isInbox && <ProjectMenu project={project} />}
        </>
      }
      empty={
        <Suspense>
          <ProjectEmpty project={project} isFiltered={state.filter !== ""} />
        </Suspense>
      }
      footer={
        canEdit &&
        state.groupBy === "section" && (
          <LazyIsland>
            <AddSection projectId={projectId} />
          </LazyIsland>
        )
      }
    />
  );
}
