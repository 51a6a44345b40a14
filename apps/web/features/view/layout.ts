import type { ReactNode } from "react";
import type { PageFilter } from "../filter/use-filter.ts";
import type { TaskActions } from "../task/use-task-actions.ts";
import type { TaskGroup } from "./task-group.ts";
import type { SetViewState } from "./use-view-state.ts";
import type { ViewState } from "./view-state.ts";

/** What every layout of a view is given. */
export type LayoutProps = {
  /** Name of the page, under which what it remembers is kept. */
  page: string;
  /** What the tasks have in common, as a heading. */
  title: string;
  groups: readonly TaskGroup[];
  state: ViewState;
  onState: SetViewState;
  isTree: boolean;
  /** What the filter of the state says. */
  filter: PageFilter;
  actions: TaskActions;
  /** Whether new tasks can be made here, and in which project when the group does not say. */
  canAdd: boolean;
  defaultProjectId: string | null;
  /** Lists over several projects name them. */
  withProject: boolean;
  /** The menu of a section, where groups are sections. */
  renderGroupMenu?: (group: TaskGroup) => ReactNode;
  /** What stands where there is nothing. */
  empty: ReactNode;
  /** What stands behind the last group. */
  footer?: ReactNode;
};
