"use client";

import type { Section } from "@docket/schema/section";
import type { LucideIcon } from "lucide-react";
import { CircleCheckBig } from "lucide-react";
import type { ReactNode } from "react";
import type { PageFilter } from "../../entities/filter/use-filter.ts";
import type { Collection } from "../../entities/view/collection.ts";
import { COLLECTION_GROUPINGS, ONE_PROJECT_GROUPINGS } from "../../entities/view/collection.ts";
import { useGroups } from "../../entities/view/use-groups.ts";
import { useViewState } from "../../entities/view/use-view-state.ts";
import type { SetViewState } from "../../entities/view/use-view-state.ts";
import type { ViewState } from "../../entities/view/view-state.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { NoMatch } from "../filter/no-match.tsx";
import { TaskView } from "./task-view.tsx";

type CollectionViewProps = {
  collection: Collection;
  title: string;
  /** What to show when there are no tasks. */
  empty: { title: string; text: string };
  icon?: LucideIcon;
  /** The sections, if the page is limited to a single project. */
  sections?: readonly Section[];
  /** Renders additional menu items for the page. */
  renderMenu?: (now: { state: ViewState; onState: SetViewState; filter: PageFilter }) => ReactNode;
};

/** Page with tasks from all projects. It has the same layouts and tools as a project. New tasks go to the inbox. */
export function CollectionView({
  collection,
  title,
  empty,
  icon: Icon = CircleCheckBig,
  sections,
  renderMenu,
}: CollectionViewProps) {
  const { inboxId } = useWorkspace();
  const [state, setState] = useViewState(collection.page, collection.plain);
  const { groups, filter } = useGroups(state, collection.filter, sections);
  const isFiltered = state.filter !== "";
  return (
    <TaskView
      page={collection.page}
      title={title}
      groups={groups}
      groupings={sections === undefined ? COLLECTION_GROUPINGS : ONE_PROJECT_GROUPINGS}
      plain={collection.plain}
      state={state}
      onState={setState}
      filter={filter}
      canAdd={inboxId !== null && collection.filter.status === undefined && !isFiltered}
      defaultProjectId={inboxId}
      withProject={state.groupBy !== "project"}
      menu={renderMenu?.({ state, onState: setState, filter })}
      empty={
        isFiltered ? (
          <NoMatch />
        ) : (
          <EmptyState icon={<Icon aria-hidden />} title={empty.title}>
            {empty.text}
          </EmptyState>
        )
      }
    />
  );
}
