"use client";

import { Suspense, useMemo } from "react";
import { useTranslations } from "use-intl";
import { useTaskActions } from "../../entities/task/use-task-actions.ts";
import { TaskScopeProvider, useShownTasks, useTaskScope } from "../../entities/view/task-scope.tsx";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { Button } from "../../ui/button.tsx";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { MentionProject } from "../markdown/mention-people.ts";
import { useTaskActionHandlers } from "../task/use-task-action-handlers.ts";
import { Activity } from "./activity.tsx";
import { Comments } from "./comments.tsx";
import { Description } from "./description.tsx";
import { EarlierOccurrences } from "./earlier-occurrences.tsx";
import { MissingTask } from "./missing-task.tsx";
import { PanelHeader } from "./panel-header.tsx";
import { Subtasks, useSubtasks } from "./subtasks.tsx";
import { TaskFields } from "./task-fields.tsx";
import { TaskOrigin } from "./task-origin.tsx";
import { TitleField } from "./title-field.tsx";
import { usePanelActionHandlers } from "./use-panel-action-handlers.ts";
import { usePanelTask } from "./use-panel-task.ts";

const TaskPickers = lazyComponent(async () => (await import("../task/task-pickers.tsx")).TaskPickers);

/** The panel for viewing and editing everything about a task. */
export function TaskPanel({ id }: { id: string }) {
  return (
    <TaskScopeProvider isPanel>
      <OpenTask id={id} />
    </TaskScopeProvider>
  );
}

function OpenTask({ id }: { id: string }) {
  const { status, error, task, description, descriptionError, retry } = usePanelTask(id);
  const subtasks = useSubtasks(id);
  const scope = useTaskScope();
  const actions = useTaskActions();
  const t = useTranslations("panel");
  const sentence = useErrorMessage();
  const close = usePanelActionHandlers(id);
  useTaskActionHandlers(actions, true);
  useShownTasks(
    useMemo(() => {
      // Deleted sub-tasks whose rows are about to be removed cannot be acted on or focused.
      const tasks = [...(task ? [task] : []), ...subtasks.tasks.filter(({ deletedAt }) => deletedAt === null)];
      return {
        order: tasks.map((one) => one.id),
        find: (wanted: string) => tasks.find((one) => one.id === wanted),
        focus: (wanted: string) =>
          document
            .querySelector<HTMLElement>(`[data-panel] [data-task="${CSS.escape(wanted)}"] :is(a, textarea, button)`)
            ?.focus(),
      };
    }, [subtasks.tasks, task]),
  );

  if (!task)
    return (
      <>
        <PanelHeader task={null} onClose={close} />
        {status === "pending" && <Skeleton label={t("loading")} />}
        {status === "error" && (
          <div role="alert" className="flex flex-col items-start gap-3 p-5">
            <p>
              {t("gone.failed")} {sentence(error)}
            </p>
            <TryAgain onClick={retry} />
          </div>
        )}
        {status === "success" && <MissingTask id={id} onClose={close} />}
      </>
    );

  const canEdit = scope.canEdit(task);
  return (
    <MentionProject value={task.projectId}>
      <PanelHeader task={task} onClose={close} />
      <div className="flex flex-col gap-5 px-4 pb-24 sm:px-5">
        <TitleField task={task} actions={actions} canEdit={canEdit} />
        <Description task={task} description={description} error={descriptionError} onRetry={retry} canEdit={canEdit} />
        <TaskFields task={task} actions={actions} canEdit={canEdit} />
        <Subtasks task={task} list={subtasks} actions={actions} canEdit={canEdit} />
        <Comments task={task} />
        <EarlierOccurrences task={task} />
        <Activity task={task} />
        <TaskOrigin task={task} />
      </div>
      <Suspense>{scope.picker && <TaskPickers actions={actions} />}</Suspense>
    </MentionProject>
  );
}

function TryAgain({ onClick }: { onClick: () => void }) {
  const t = useTranslations("general");
  return <Button onClick={onClick}>{t("tryAgain")}</Button>;
}
