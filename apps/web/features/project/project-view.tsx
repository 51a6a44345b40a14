"use client";

import type { Project } from "@docket/schema/project";
import { useQuery } from "@tanstack/react-query";
import { CircleCheckBig } from "lucide-react";
import { useCallback, useMemo } from "react";
import { useTranslations } from "use-intl";
import { useTRPC } from "../../trpc/react.ts";
import { AddLine } from "../../ui/add-line.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SectionMenu } from "../section/section-menu.tsx";
import { useSectionActions } from "../section/use-section-actions.ts";
import { useViewer } from "../session/viewer.tsx";
import { taskGroups } from "../view/task-group.ts";
import type { TaskGroup } from "../view/task-group.ts";
import { TaskView } from "../view/task-view.tsx";
import { useViewState } from "../view/use-view-state.ts";
import { MOST_NOUNS } from "../workspace/noun-limit.ts";
import { canEditIn, useLabels, useMembers, useProjects } from "../workspace/use-nouns.ts";
import { PROJECT_VIEW, projectPage } from "./project-view-state.ts";

const GROUPINGS = ["section", "none", "status", "priority", "due", "assignee", "label"] as const;

/** A project: its tasks, by section unless one looks at them otherwise. */
export function ProjectView({ project: atFirst }: { project: Project }) {
  const { workspaceId, id: projectId } = atFirst;
  const trpc = useTRPC();
  const t = useTranslations("project");
  const task = useTranslations("task");
  const view = useTranslations("view");
  const projects = useProjects();
  const project = projects.byId.get(projectId) ?? atFirst;
  const sections = useQuery(trpc.section.list.queryOptions({ workspaceId, projectId, limit: MOST_NOUNS })).data?.items;
  const [labels, members] = [useLabels().items, useMembers().items];
  const { today, timeZone, weekStart } = useViewer();
  const [state, setState] = useViewState(projectPage(projectId), PROJECT_VIEW);
  const sectionActions = useSectionActions(projectId);
  const canEdit = canEditIn(project);

  const groups = useMemo(
    () =>
      taskGroups(state, {
        workspaceId,
        filter: { projectId },
        sections: sections ?? [],
        labels,
        members,
        projects: [],
        today,
        timeZone,
        weekStart,
      }),
    [labels, members, projectId, sections, state, timeZone, today, weekStart, workspaceId],
  );
  const renderGroupMenu = useCallback(
    (group: TaskGroup) => {
      const section = sections?.find(({ id }) => id === group.key);
      return section && canEdit && <SectionMenu section={section} siblings={sections ?? []} actions={sectionActions} />;
    },
    [canEdit, sectionActions, sections],
  );
  // Without sections there is nothing to put a heading over.
  const isPlain = state.groupBy === "section" && sections?.length === 0;
  const shown = isPlain ? groups.map((group) => ({ ...group, heading: null })) : groups;

  return (
    <TaskView
      page={projectPage(projectId)}
      title={project.isInbox ? task("inbox") : project.name}
      groups={shown}
      groupings={GROUPINGS}
      plain={PROJECT_VIEW}
      state={state}
      onState={setState}
      canAdd={canEdit}
      defaultProjectId={projectId}
      withProject={false}
      renderGroupMenu={renderGroupMenu}
      empty={
        <EmptyState icon={<CircleCheckBig aria-hidden />} title={view("empty.title")}>
          {view(canEdit ? "empty.add" : "empty.read")}
        </EmptyState>
      }
      footer={
        canEdit &&
        state.groupBy === "section" && (
          <AddLine label={t("addSection")} maxLength={200} onAdd={(name) => sectionActions.create(name)} />
        )
      }
    />
  );
}
