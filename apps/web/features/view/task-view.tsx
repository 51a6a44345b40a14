"use client";

import type { ReactNode } from "react";
import { Suspense, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { providePageDefaults } from "../../entities/task/page-defaults.ts";
import { useTaskActions } from "../../entities/task/use-task-actions.ts";
import type { LayoutProps } from "../../entities/view/layout.ts";
import { isManuallyOrdered, isTree } from "../../entities/view/task-group.ts";
import type { GroupFields } from "../../entities/view/task-group.ts";
import { TaskScopeProvider, useTaskScope } from "../../entities/view/task-scope.tsx";
import { viewDefaults } from "../../entities/view/view-defaults.ts";
import type { Grouping, ViewState } from "../../entities/view/view-state.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { LazyIsland } from "../../ui/lazy-island.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useListActionHandlers } from "../task/use-list-action-handlers.ts";
import { useTaskActionHandlers } from "../task/use-task-action-handlers.ts";
import { layoutSpec } from "./layouts.ts";
import { ViewHeader } from "./view-header.tsx";

const TaskPickers = lazyComponent(async () => (await import("../task/task-pickers.tsx")).TaskPickers);

const DeferredChangesPill = lazyComponent(
  async () => (await import("./deferred-changes-pill.tsx")).DeferredChangesPill,
);

const TaskTools = lazyComponent(async () => (await import("./task-tools.tsx")).TaskTools);

export type TaskViewProps = Omit<LayoutProps, "actions" | "isTree"> & {
  /** A heading that replaces the plain title. */
  heading?: ReactNode;
  /** The groupings that the page offers. */
  groupings: readonly Grouping[];
  /** The default view of the page. */
  plain: ViewState;
  /** Additional menu items for the page. */
  menu?: ReactNode;
  /** What to show between the header and the tasks. */
  above?: ReactNode;
  /** Initial fields of a task that is not added to a group. */
  newTask?: GroupFields;
};

/** A page of tasks in one of the layouts, with all actions on them. */
export function TaskView(props: TaskViewProps) {
  return (
    <TaskScopeProvider>
      <Tasks {...props} />
    </TaskScopeProvider>
  );
}

function Tasks({ heading, groupings, plain: defaultView, menu, above: banner, newTask, ...view }: TaskViewProps) {
  const t = useTranslations("view");
  const actions = useTaskActions();
  const viewer = useViewer();
  const { picker: asked } = useTaskScope();
  useTaskActionHandlers(actions, isManuallyOrdered(view.state, view.groups));
  useListActionHandlers();
  const { groups, defaultProjectId } = view;
  useEffect(
    () =>
      providePageDefaults(() => {
        const focused = (attribute: "group" | "day") =>
          document.activeElement?.closest<HTMLElement>(`main [data-${attribute}]`)?.dataset[attribute];
        const defaults = viewDefaults({ groups, defaultProjectId, newTask, viewer }, focused("group") ?? null);
        const day = focused("day");
        return day ? { ...defaults, due: { date: day } } : defaults;
      }),
    [defaultProjectId, groups, newTask, viewer],
  );
  const layout: LayoutProps = { ...view, actions, isTree: isTree(view.state) };
  const zone = useRef<HTMLDivElement>(null);
  const { component: Layout, isWide, isLazy: isLater, defersChanges: isHeld } = layoutSpec(view.state.layout);
  return (
    <main
      id="content"
      tabIndex={-1}
      className={`mx-auto w-full px-3 outline-none sm:px-6 ${isWide ? "flex h-dvh flex-col max-md:h-[calc(100dvh-3.5rem)]" : "max-w-4xl pb-24"}`}
    >
      <PageTitle title={view.title} />
      <ViewHeader
        {...{ heading, groupings, plain: defaultView, menu }}
        title={view.title}
        state={view.state}
        onState={view.onState}
        filter={view.filter}
      />
      {banner}
      {/* Remote changes are deferred while the user reads inside this element, which has no box of its own. */}
      <div ref={zone} className="contents">
        <LazyIsland>
          <DeferredChangesPill zone={zone} isHeld={isHeld} />
        </LazyIsland>
        {/* Only lazy layouts get a Suspense boundary. Its content hydrates later, when unsaved changes may have
            arrived. */}
        {isLater ? (
          <Suspense fallback={<Skeleton label={t("loading")} rows={8} />}>
            <Layout {...layout} />
          </Suspense>
        ) : (
          <Layout {...layout} />
        )}
        <LazyIsland>
          <TaskTools title={view.title} state={view.state} actions={actions} />
        </LazyIsland>
        <Suspense>{asked && <TaskPickers actions={actions} />}</Suspense>
      </div>
    </main>
  );
}
