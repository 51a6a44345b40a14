"use client";

import type { ListedTask } from "@docket/schema/task";
import { useTranslations } from "use-intl";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { subtasksOf } from "../../replica/task-list.ts";
import { useTaskLists } from "../../replica/use-task-lists.ts";
import type { LoadedList } from "../../replica/use-task-lists.ts";
import { Button } from "../../ui/button.tsx";
import { AddRow } from "../list/add-row.tsx";
import { TaskRow } from "../task/task-row.tsx";
import { PanelSection } from "./panel-section.tsx";

const EMPTY_LIST: LoadedList = {
  tasks: [],
  status: "pending",
  error: null,
  hasMore: false,
  isLoadingMore: false,
  loadMore: () => undefined,
  retry: () => undefined,
};

/** Returns the direct sub-tasks of a task. */
export function useSubtasks(id: string): LoadedList {
  const { id: workspaceId } = useWorkspace();
  const [list] = useTaskLists([subtasksOf(workspaceId, id)]);
  return list ?? EMPTY_LIST;
}

type SubtasksProps = { task: ListedTask; list: LoadedList; actions: TaskActions; canEdit: boolean };

/** The sub-tasks of a task, with a field to add more. */
export function Subtasks({ task, list, actions, canEdit }: SubtasksProps) {
  const t = useTranslations("panel.subtasks");
  const common = useTranslations("general");
  const { all, open } = task.subtasks;
  if (!canEdit && list.tasks.length === 0) return null;
  return (
    <PanelSection
      name={t("name")}
      aside={all > 0 && <span className="text-muted">{t("progress", { done: all - open, all })}</span>}
    >
      {list.tasks.length > 0 && (
        <ul
          className="task-list -ms-[2.125rem] -me-2 pointer-coarse:-ms-[2.875rem] phone:-ms-1.5"
          aria-label={t("name")}
        >
          {list.tasks.map((one) => (
            <li key={one.id} className="h-(--row)">
              <TaskRow
                task={one}
                actions={actions}
                depth={0}
                isUnfolded={undefined}
                onFold={() => undefined}
                withProject={false}
              />
            </li>
          ))}
        </ul>
      )}
      {list.hasMore && <Button onClick={list.loadMore}>{common("showMore")}</Button>}
      {canEdit && (
        <div className="-ms-2">
          <AddRow
            label={t("add")}
            place={{ projectId: task.projectId, fields: { parentId: task.id, sectionId: task.sectionId } }}
            actions={actions}
            className="min-h-11"
          />
        </div>
      )}
    </PanelSection>
  );
}
