"use client";

import type { TaskSummary } from "@docket/schema/task";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../trpc/react.ts";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { Select } from "../../ui/select.tsx";
import type { TaskActions } from "./use-task-actions.ts";

const NONE = "";

/** Asks where a task shall go: which project, and which section of it. */
export function MoveDialog({
  task,
  actions,
  onClose,
}: {
  task: TaskSummary;
  actions: TaskActions;
  onClose: () => void;
}) {
  const { workspaceId } = task;
  const trpc = useTRPC();
  const [projectId, setProjectId] = useState(task.projectId);
  const [sectionId, setSectionId] = useState(task.sectionId ?? NONE);
  const projects = useQuery(trpc.project.list.queryOptions({ workspaceId, limit: 100 }));
  const sections = useQuery(trpc.section.list.queryOptions({ workspaceId, projectId, limit: 100 }));
  const editable =
    projects.data?.items.filter((project) => project.role === "editor" || project.role === "manager") ?? [];

  return (
    <Dialog title={`Move “${task.title}”`} onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          actions.move(task, { projectId, sectionId: sectionId === NONE ? null : sectionId });
        }}
      >
        <Select
          label="Project"
          value={projectId}
          onChange={(event) => {
            setProjectId(event.currentTarget.value);
            setSectionId(NONE);
          }}
        >
          {editable.map((project) => (
            <option key={project.id} value={project.id}>
              {project.name}
            </option>
          ))}
        </Select>
        <Select label="Section" value={sectionId} onChange={(event) => setSectionId(event.currentTarget.value)}>
          <option value={NONE}>No section</option>
          {sections.data?.items.map((section) => (
            <option key={section.id} value={section.id}>
              {section.name}
            </option>
          ))}
        </Select>
        <DialogButtons submit="Move" onCancel={onClose} />
      </form>
    </Dialog>
  );
}
