"use client";

import type { ListedTask } from "@docket/schema/task";
import { useTranslations } from "use-intl";
import { useActions } from "../../actions/use-actions.tsx";
import { moveDestination, indentDestination, outdentDestination } from "../../entities/task/task-destination.ts";
import type { MoveDirection } from "../../entities/task/task-destination.ts";
import { useOpenTask } from "../../entities/task/use-open-task.ts";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { useProjects } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { lazyCall } from "../../ui/lazy-component.ts";
import { useNotice } from "../../ui/notice.tsx";
import { focusInPanel } from "./panel-focus.ts";

const copying = lazyCall(() => import("../../ui/copy-text.ts"));

/**
 * Registers all actions on the selected or focused tasks. Users who cannot edit the tasks see a message instead.
 *
 * @param isOrdered whether the tasks are in manual order, so that they can be moved up and down
 */
export function useTaskActionHandlers(actions: TaskActions, isOrdered = true): void {
  const scope = useTaskScope();
  const { userId } = useViewer();
  const { slug } = useWorkspace();
  const projects = useProjects();
  const notice = useNotice();
  const t = useTranslations("task");
  const [, open] = useOpenTask();

  /**
   * Returns an action that runs on those target tasks that the user can edit. The action returns false if there are no
   * targets, so that the key keeps its default action. If all targets are read-only, it shows a message.
   */
  const onEditable = (act: (tasks: ListedTask[]) => void | false) => (): void | false => {
    const targets = scope.targets();
    if (targets.length === 0) return false;
    const tasks = targets.filter(scope.canEdit);
    return tasks.length === 0 ? notice({ text: t("readOnly"), tone: "plain" }) : act(tasks);
  };
  const onFirstEditable = (act: (task: ListedTask) => void | false) =>
    onEditable(([task]) => (task ? act(task) : false));
  const rows = (task: ListedTask) => {
    const { order, find } = scope.shownTasks();
    return order.flatMap((id) => find(id) ?? []).filter((other) => other.parentId === task.parentId);
  };
  const shift = (to: MoveDirection) =>
    isOrdered
      ? onFirstEditable((task) => {
          const place = moveDestination(rows(task), task, to);
          if (place) actions.move([task], place);
        })
      : undefined;
  /** Wraps an action that removes tasks, so that the next remaining task is focused afterwards. */
  const thenFocusNext = (act: (tasks: ListedTask[]) => void) => (tasks: ListedTask[]) => {
    const { order, focus } = scope.shownTasks();
    const gone = new Set(tasks.map(({ id }) => id));
    const at = order.findIndex((id) => gone.has(id));
    const next = order.slice(at).find((id) => !gone.has(id)) ?? order.findLast((id) => !gone.has(id));
    act(tasks);
    scope.selection.clear();
    if (next !== undefined) focus(next);
  };
  const copy = (text: (task: ListedTask) => string) => (): void | false => {
    const [task] = scope.targets();
    if (!task) return false;
    copying(({ copyText }) => copyText(text(task)));
    notice({ text: t("copied"), tone: "plain" });
    return undefined;
  };
  const nameOf = (task: ListedTask) => `${projects.byId.get(task.projectId)?.key ?? ""}-${task.number}`;

  useActions(
    {
      "task.complete": onEditable((tasks) =>
        tasks.every(({ status }) => status !== "open") ? actions.reopen(tasks) : actions.complete(tasks),
      ),
      "task.cancel": onEditable((tasks) => actions.cancel(tasks)),
      "task.rename": onFirstEditable((task) => scope.rename(task.id)),
      "task.due": onEditable((tasks) => scope.openPicker("due", tasks)),
      "task.remind": () => {
        const [task] = scope.targets();
        if (!task) return false;
        scope.openPicker("remind", [task]);
        return undefined;
      },
      "task.labels": onEditable((tasks) => scope.openPicker("labels", tasks)),
      "task.assign": onEditable((tasks) => scope.openPicker("assign", tasks)),
      "task.move": onEditable((tasks) => scope.openPicker("move", tasks)),
      "task.assignToMe": onEditable((tasks) => {
        const isMine = tasks.every(({ assigneeIds }) => assigneeIds.includes(userId));
        actions.setAssignees(tasks, isMine ? [] : [userId]);
      }),
      "task.high": onEditable((tasks) => actions.setPriority(tasks, 3)),
      "task.medium": onEditable((tasks) => actions.setPriority(tasks, 2)),
      "task.low": onEditable((tasks) => actions.setPriority(tasks, 1)),
      "task.noPriority": onEditable((tasks) => actions.setPriority(tasks, 0)),
      "task.comment": () => {
        const [task] = scope.targets();
        if (!task) return false;
        open(task.id);
        focusInPanel({ taskId: task.id, field: "comment" });
        return undefined;
      },
      "task.indent": onFirstEditable((task) => {
        const place = indentDestination(rows(task), task);
        if (!place) return;
        actions.move([task], place);
        scope.shownTasks().unfold?.(place);
        // The row is remounted below its parent.
        requestAnimationFrame(() => scope.shownTasks().focus(task.id));
      }),
      "task.outdent": onFirstEditable((task) => {
        const place = outdentDestination(task);
        if (place) actions.move([task], place);
      }),
      "task.up": shift("up"),
      "task.down": shift("down"),
      "task.top": shift("top"),
      "task.bottom": shift("bottom"),
      "task.duplicate": onFirstEditable((task) => actions.duplicate(task)),
      "task.copyId": copy(nameOf),
      "task.copyLink": copy((task) => `${window.location.origin}/w/${slug}/t/${nameOf(task)}`),
      "task.trash": onEditable(thenFocusNext((tasks) => actions.trash(tasks))),
    },
    scope.targets,
    // The panel handles only the actions that the list has not handled.
    scope.isPanel,
  );
}
