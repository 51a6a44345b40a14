"use client";

import type { ListedTask } from "@docket/schema/task";
import { Calendar, Check, FolderInput, ListTree, Trash2 } from "lucide-react";
import { useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { InlineText } from "../../ui/inline-text.tsx";
import { useViewer } from "../session/viewer.tsx";
import { formatWhen } from "./format.ts";
import type { TaskActions } from "./use-task-actions.ts";

const PRIORITY = [
  { text: "", ring: "border-control" },
  { text: "Low priority", ring: "border-low" },
  { text: "Medium priority", ring: "border-medium" },
  { text: "High priority", ring: "border-high" },
] as const;

type TaskRowProps = {
  task: ListedTask;
  canEdit: boolean;
  labels: Map<string, string>;
  actions: TaskActions;
  /** One place up (-1) or down (1) among its siblings; absent where there is none. */
  onShift?: (by: -1 | 1) => void;
  onMove: () => void;
  onDue: () => void;
  /** Where the task is, in lists over several projects. */
  place?: ReactNode;
};

const TOOL = "grid size-9 place-items-center rounded-md text-muted hover:bg-hover hover:text-text";

/** One task in a list: done, title in place, what is set on it, and the way elsewhere. */
export function TaskRow({ task, canEdit, labels, actions, onShift, onMove, onDue, place }: TaskRowProps) {
  const viewer = useViewer();
  const [isEditing, setEditing] = useState(false);
  const isDone = task.status !== "open";
  const priority = PRIORITY[task.priority] ?? PRIORITY[0];

  const onKeyDown = (event: KeyboardEvent) => {
    if (!canEdit || isEditing || !event.altKey || !onShift) return;
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    onShift(event.key === "ArrowUp" ? -1 : 1);
  };

  return (
    // The keys are those of the buttons inside, wherever in the row the focus is.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className="group flex min-h-11 items-start gap-2 border-b border-line py-1"
      onKeyDown={onKeyDown}
      data-task={task.id}
    >
      <button
        type="button"
        role="checkbox"
        aria-checked={isDone}
        aria-label={`Complete ${task.title}`}
        disabled={!canEdit}
        className="grid size-9 shrink-0 place-items-center rounded-full"
        onClick={() => (isDone ? actions.reopen(task) : actions.complete(task))}
      >
        <span
          className={`grid size-[1.125rem] place-items-center rounded-full border-2 ${isDone ? "border-success bg-success text-panel" : `${priority.ring} group-hover:bg-hover`}`}
        >
          {isDone && <Check aria-hidden className="size-3" strokeWidth={3} />}
        </span>
      </button>
      <div className="min-w-0 grow py-1.5">
        <div className={isDone ? "text-muted line-through" : ""}>
          <InlineText
            value={task.title}
            label={`Title of ${task.title}`}
            maxLength={500}
            isReadOnly={!canEdit}
            isEditing={isEditing}
            onEditing={setEditing}
            onSave={(title) => actions.rename(task, title)}
          />
        </div>
        <p className="flex flex-wrap gap-x-3 text-sm text-muted empty:hidden">
          {priority.text && <span>{priority.text}</span>}
          {task.due && (
            <span className="inline-flex items-center gap-1">
              <Calendar aria-hidden className="size-3.5 shrink-0" /> {formatWhen(task.due, viewer)}
            </span>
          )}
          {task.subtasks.all > 0 && (
            <span className="inline-flex items-center gap-1 tabular-nums">
              <ListTree aria-hidden className="size-3.5 shrink-0" />
              {task.subtasks.all - task.subtasks.open}/{task.subtasks.all}
              <span className="sr-only"> sub-tasks done</span>
            </span>
          )}
          {place}
          {task.labelIds.map((id) => labels.has(id) && <span key={id}>@{labels.get(id)}</span>)}
        </p>
      </div>
      {canEdit && (
        <div className="flex shrink-0 sm:opacity-0 sm:group-focus-within:opacity-100 sm:group-hover:opacity-100">
          <button type="button" className={TOOL} aria-label={`Date of ${task.title}`} onClick={onDue}>
            <Calendar aria-hidden className="size-4" />
          </button>
          <button type="button" className={TOOL} aria-label={`Move ${task.title}`} onClick={onMove}>
            <FolderInput aria-hidden className="size-4" />
          </button>
          <button
            type="button"
            className={TOOL}
            aria-label={`Delete ${task.title}`}
            onClick={() => actions.trash(task)}
          >
            <Trash2 aria-hidden className="size-4" />
          </button>
        </div>
      )}
    </div>
  );
}
