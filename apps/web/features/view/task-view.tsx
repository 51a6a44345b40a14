"use client";

import type { ReactNode } from "react";
import { Suspense, useRef } from "react";
import { useTranslations } from "use-intl";
import { Later } from "../../ui/later.tsx";
import { loadedLater } from "../../ui/loaded-later.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { BulkBar } from "../task/bulk-bar.tsx";
import { TaskScopeProvider, useTaskScope } from "../task/task-scope.tsx";
import { useListCommands } from "../task/use-list-commands.ts";
import { useTaskActions } from "../task/use-task-actions.ts";
import { useTaskCommands } from "../task/use-task-commands.ts";
import type { LayoutProps } from "./layout.ts";
import { layoutSpec } from "./layouts.ts";
import { isTree } from "./task-group.ts";
import { ViewHeader } from "./view-header.tsx";
import type { Grouping, ViewState } from "./view-state.ts";

const TaskPickers = loadedLater(async () => (await import("../task/task-pickers.tsx")).TaskPickers);

const HeldPill = loadedLater(async () => (await import("./held-pill.tsx")).HeldPill);

const DragRoom = loadedLater(async () => (await import("../drag/drag-room.tsx")).DragRoom);

export type TaskViewProps = Omit<LayoutProps, "actions" | "isTree"> & {
  /** The heading, where it is more than the title. */
  heading?: ReactNode;
  /** What the tasks of this page can be grouped by. */
  groupings: readonly Grouping[];
  /** How the page looks when nothing was chosen. */
  plain: ViewState;
  /** More that can be done with what the page is about. */
  menu?: ReactNode;
  /** What stands between the head and the tasks. */
  above?: ReactNode;
};

/** Tasks of one kind, looked at in one of the layouts, with everything that can be done with them. */
export function TaskView(props: TaskViewProps) {
  return (
    <TaskScopeProvider>
      <Tasks {...props} />
    </TaskScopeProvider>
  );
}

function Tasks({ heading, groupings, plain, menu, above, ...view }: TaskViewProps) {
  const t = useTranslations("view");
  const actions = useTaskActions();
  const { asked } = useTaskScope();
  useTaskCommands(actions, view.state.sortBy === "manual");
  useListCommands();
  const layout: LayoutProps = { ...view, actions, isTree: isTree(view.state) };
  const zone = useRef<HTMLDivElement>(null);
  const { component: Layout, isWide, isLater, isHeld } = layoutSpec(view.state.layout);
  return (
    <main
      id="content"
      tabIndex={-1}
      className={`mx-auto w-full px-3 outline-none sm:px-6 ${isWide ? "flex h-dvh flex-col max-md:h-[calc(100dvh-3.5rem)]" : "max-w-4xl pb-24"}`}
    >
      <ViewHeader
        {...{ heading, groupings, plain, menu }}
        title={view.title}
        state={view.state}
        onState={view.onState}
        filter={view.filter}
      />
      {above}
      {/* For what is read; it lays nothing out. */}
      <div ref={zone} className="contents">
        <Later>
          <HeldPill zone={zone} isHeld={isHeld} />
        </Later>
        {/* What may suspend takes over from the server's page later, and unsaved changes may have come in between. */}
        {isLater ? (
          <Suspense fallback={<Skeleton label={t("loading")} rows={8} />}>
            <Layout {...layout} />
          </Suspense>
        ) : (
          <Layout {...layout} />
        )}
        <BulkBar actions={actions} />
        <Later>
          <DragRoom title={view.title} state={view.state} actions={actions} />
        </Later>
        <Suspense>{asked && <TaskPickers actions={actions} />}</Suspense>
      </div>
    </main>
  );
}
