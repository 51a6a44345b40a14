"use client";

import type { ListedTask } from "@docket/schema/task";
import { newTask } from "@docket/schema/task-state";
import { useTranslations } from "use-intl";
import type { DraftQuestion, NewTaskDraft, TaskDestination } from "../../entities/draft/new-task-draft.ts";
import { fieldsOf } from "../../entities/draft/new-task-draft.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { Popover } from "../../ui/popover.tsx";
import { DatePicker } from "../date-picker/date-picker.tsx";
import { AssigneePicker } from "../task/assignee-picker.tsx";
import { LabelPicker } from "../task/label-picker.tsx";
import { MovePicker } from "../task/move-picker.tsx";

type DraftPickerProps = {
  question: DraftQuestion;
  anchor: HTMLElement;
  draft: NewTaskDraft;
  home: TaskDestination;
  onDraft: (draft: NewTaskDraft) => void;
  onClose: () => void;
};

/** Picker for one property of a new task. It uses the pickers for existing tasks. */
export function DraftPicker({ question, anchor, draft, home, onDraft, onClose }: DraftPickerProps) {
  const t = useTranslations("task.pick");
  const tasks = [useDraftTask(draft, home)];
  return (
    <Popover anchor={anchor} label={t(question)} onClose={onClose}>
      {question === "due" && (
        <DatePicker
          tasks={tasks}
          onSave={(_, due, recurrence = due && draft.recurrence) => onDraft({ ...draft, due, recurrence })}
        />
      )}
      {question === "labels" && (
        <LabelPicker
          tasks={tasks}
          actions={{
            toggleLabel: (_, id, isOn) => {
              const others = draft.labelIds.filter((other) => other !== id);
              onDraft({ ...draft, labelIds: isOn ? [...others, id] : others });
            },
          }}
        />
      )}
      {question === "assign" && (
        <AssigneePicker
          tasks={tasks}
          actions={{ setAssignees: (_, assigneeIds) => onDraft({ ...draft, assigneeIds }) }}
        />
      )}
      {question === "move" && (
        <MovePicker
          tasks={tasks}
          actions={{
            move: (_, { projectId, sectionId }, sectionName) => {
              // The assignees might not be members of the other project.
              const assigneeIds = projectId === home.projectId ? draft.assigneeIds : [];
              onDraft({ ...draft, assigneeIds, home: { projectId, sectionId, sectionName } });
            },
          }}
        />
      )}
    </Popover>
  );
}

/** Returns the draft as a task, which the pickers require. */
function useDraftTask(draft: NewTaskDraft, home: TaskDestination): ListedTask {
  const { id: workspaceId } = useWorkspace();
  const { userId } = useViewer();
  const { title } = draft;
  const input = { ...fieldsOf(draft, home), workspaceId, id: "", projectId: home.projectId, title };
  const { description, ...task } = newTask(input, { userId, now: "" });
  return { ...task, hasDescription: description !== "", subtasks: { all: 0, open: 0 } };
}
