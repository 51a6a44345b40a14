"use client";

import type { ReactNode } from "react";
import { Suspense } from "react";
import { loadedLater } from "../../ui/loaded-later.ts";
import { ListLayout } from "../list/list-layout.tsx";
import { BulkBar } from "../task/bulk-bar.tsx";
import { TaskScopeProvider, useTaskScope } from "../task/task-scope.tsx";
import { useListCommands } from "../task/use-list-commands.ts";
import { useTaskActions } from "../task/use-task-actions.ts";
import { useTaskCommands } from "../task/use-task-commands.ts";
import type { LayoutProps } from "./layout.ts";
import { isTree } from "./task-group.ts";
import { ViewHeader } from "./view-header.tsx";
import type { Grouping, ViewState } from "./view-state.ts";

const TaskPickers = loadedLater(async () => (await import("../task/task-pickers.tsx")).TaskPickers);

export type TaskViewProps = Omit<LayoutProps, "actions" | "isTree"> & {
  /** The heading, where it is more than the title. */
  heading?: ReactNode;
  /** What the tasks of this page can be grouped by. */
  groupings: readonly Grouping[];
  /** How the page looks when nothing was chosen. */
  plain: ViewState;
  /** More that can be done with what the page is about. */
  menu?: ReactNode;
  /** What stands below the tasks. */
  footer?: ReactNode;
};

/** Tasks of one kind, looked at in one of the layouts, with everything that can be done with them. */
export function TaskView(props: TaskViewProps) {
  return (
    <TaskScopeProvider>
      <Tasks {...props} />
    </TaskScopeProvider>
  );
}

function Tasks({ heading, groupings, plain, menu, footer, ...view }: TaskViewProps) {
  const actions = useTaskActions();
  const { asked } = useTaskScope();
  useTaskCommands(actions);
  useListCommands();
  const layout: LayoutProps = { ...view, actions, isTree: isTree(view.state) };
  return (
    <main id="content" tabIndex={-1} className="mx-auto w-full max-w-4xl px-3 pb-24 outline-none sm:px-6">
      <ViewHeader
        {...{ heading, groupings, plain, menu }}
        title={view.title}
        state={view.state}
        onState={view.onState}
        filter={view.filter}
      />
      <ListLayout {...layout} />
      {footer}
      <BulkBar actions={actions} />
      <Suspense>{asked && <TaskPickers actions={actions} />}</Suspense>
    </main>
  );
}
