import type { ReactNode } from "react";
import type { PageFilter } from "../filter/use-filter.ts";
import type { TaskActions } from "../task/use-task-actions.ts";
import type { TaskGroup } from "./task-group.ts";
import type { SetViewState } from "./use-view-state.ts";
import type { ViewState } from "./view-state.ts";

/** The props of every layout. */
export type LayoutProps = {
  /** Key under which the page's preferences are stored. */
  page: string;
  /** The heading of the page. */
  title: string;
  groups: readonly TaskGroup[];
  state: ViewState;
  onState: SetViewState;
  isTree: boolean;
  /** The parsed filter of `state`. */
  filter: PageFilter;
  actions: TaskActions;
  /** Whether tasks can be added here. New tasks belong to `defaultProjectId` if their group has no project. */
  canAdd: boolean;
  defaultProjectId: string | null;
  /** Whether to show each task's project. Set if the list spans several projects. */
  withProject: boolean;
  /** Renders the menu of a section when tasks are grouped by section. */
  renderGroupMenu?: (group: TaskGroup) => ReactNode;
  /** Content to show if there are no tasks. */
  empty: ReactNode;
  /** Content to show after the last group. */
  footer?: ReactNode;
};
