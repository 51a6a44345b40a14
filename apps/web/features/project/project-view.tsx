"use client";

import type { Project } from "@docket/schema/project";
import type { TaskSummary } from "@docket/schema/task";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTRPC } from "../../trpc/react.ts";
import { AddLine } from "../../ui/add-line.tsx";
import { Button } from "../../ui/button.tsx";
import { SectionHeading } from "../section/section-heading.tsx";
import { useSectionActions } from "../section/use-section-actions.ts";
import { DueDialog } from "../task/due-dialog.tsx";
import { MoveDialog } from "../task/move-dialog.tsx";
import { TaskList } from "../task/task-list.tsx";
import { useTaskActions } from "../task/use-task-actions.ts";
import { treeOf, useOpenTasks } from "../task/use-tasks.ts";

/** A project: its tasks by section, and the lines in which new ones are typed. */
export function ProjectView({ project }: { project: Project }) {
  const { workspaceId, id: projectId } = project;
  const trpc = useTRPC();
  const { tasks, hasNextPage, isFetchingNextPage, fetchNextPage } = useOpenTasks(workspaceId, projectId);
  const sections = useQuery(trpc.section.list.queryOptions({ workspaceId, projectId, limit: 100 }));
  const labels = useQuery(trpc.label.list.queryOptions({ workspaceId, limit: 100 }));
  const labelNames = useMemo(() => new Map(labels.data?.items.map((label) => [label.id, label.name])), [labels.data]);
  const actions = useTaskActions();
  const sectionActions = useSectionActions(projectId);
  const [moving, setMoving] = useState<TaskSummary | null>(null);
  const [dating, setDating] = useState<TaskSummary | null>(null);
  const canEdit = project.role === "editor" || project.role === "manager";

  const shared = { canEdit, labels: labelNames, actions, onMove: setMoving, onDue: setDating };
  const parts = [{ id: null, name: project.name }, ...(sections.data?.items ?? [])];
  return (
    <main id="content" className="mx-auto w-full max-w-3xl px-4 py-6 sm:px-8" tabIndex={-1}>
      <h1 className="mb-4 text-2xl font-semibold break-words">{project.name}</h1>
      {project.description && <p className="mb-4 text-muted break-words whitespace-pre-line">{project.description}</p>}
      {parts.map((part) => {
        const nodes = treeOf(tasks, part.id);
        const section = sections.data?.items.find((other) => other.id === part.id);
        return (
          <section
            key={part.id ?? "none"}
            aria-label={part.id === null ? "Without a section" : part.name}
            className="mb-6"
          >
            {section && <SectionHeading section={section} canEdit={canEdit} actions={sectionActions} />}
            <TaskList name={part.name} nodes={nodes} {...shared} />
            {canEdit && (
              <AddLine
                label={section ? `Add task to ${section.name}` : "Add task"}
                maxLength={500}
                onAdd={(title) => actions.create(title, { projectId, sectionId: part.id })}
              />
            )}
          </section>
        );
      })}
      {tasks.length === 0 && !hasNextPage && <p className="py-6 text-center text-muted">Nothing to do here.</p>}
      {hasNextPage && (
        <Button className="mb-6 w-full" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? "Loading…" : "Show more tasks"}
        </Button>
      )}
      {canEdit && <AddLine label="Add section" maxLength={200} onAdd={sectionActions.create} />}
      {dating && <DueDialog task={dating} actions={actions} onClose={() => setDating(null)} />}
      {moving && <MoveDialog task={moving} actions={actions} onClose={() => setMoving(null)} />}
    </main>
  );
}
