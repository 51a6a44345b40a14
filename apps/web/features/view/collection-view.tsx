"use client";

import type { LucideIcon } from "lucide-react";
import { CircleCheckBig } from "lucide-react";
import { useTranslations } from "use-intl";
import { EmptyState } from "../../ui/empty-state.tsx";
import { useWorkspace } from "../workspace/workspace-context.tsx";
import type { Collection } from "./collection.ts";
import { COLLECTION_GROUPINGS } from "./collection.ts";
import { TaskView } from "./task-view.tsx";
import { useGroups } from "./use-groups.ts";
import { useViewState } from "./use-view-state.ts";

type CollectionViewProps = {
  collection: Collection;
  title: string;
  /** What stands where there is nothing. */
  empty: { title: string; text: string };
  icon?: LucideIcon;
};

/** Tasks over all projects, looked at like those of one. What is added goes into the inbox. */
export function CollectionView({ collection, title, empty, icon: Icon = CircleCheckBig }: CollectionViewProps) {
  const { inboxId } = useWorkspace();
  const [state, setState] = useViewState(collection.page, collection.plain);
  const { groups, filter } = useGroups(state, collection.filter);
  const t = useTranslations("view");
  const isFiltered = state.filter !== "";
  return (
    <TaskView
      page={collection.page}
      title={title}
      groups={groups}
      groupings={COLLECTION_GROUPINGS}
      plain={collection.plain}
      state={state}
      onState={setState}
      filter={filter}
      canAdd={inboxId !== null && collection.filter.status === undefined && !isFiltered}
      defaultProjectId={inboxId}
      withProject={state.groupBy !== "project"}
      empty={
        <EmptyState icon={<Icon aria-hidden />} title={isFiltered ? t("noMatch.title") : empty.title}>
          {isFiltered ? t("noMatch.text") : empty.text}
        </EmptyState>
      }
    />
  );
}
