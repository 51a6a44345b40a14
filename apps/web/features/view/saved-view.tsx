"use client";

import type { View } from "@docket/schema/view";
import { useQuery } from "@tanstack/react-query";
import { ListFilter } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { projectOf } from "../../entities/filter/chip.ts";
import { useFilterNames } from "../../entities/filter/use-filter.ts";
import { useResolver } from "../../entities/filter/use-resolver.ts";
import { collectionOfView } from "../../entities/view/saved-view-state.ts";
import { homePath } from "../../entities/workspace/path.ts";
import { useProjects, useSavedViews, useSections } from "../../entities/workspace/use-entities.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useAreRowsCurrent } from "../../replica/use-rows.ts";
import { useTRPC } from "../../trpc/react.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { ViewTools } from "../saved-view/view-tools.tsx";
import { CollectionView } from "./collection-view.tsx";
import { MissingView } from "./missing-view.tsx";

/** A saved view. If the view is deleted while it is open, shows a notice instead. */
export function SavedView({ viewId }: { viewId: string }) {
  const { id: workspaceId } = useWorkspace();
  const listed = useSavedViews().byId.get(viewId);
  const isCurrent = useAreRowsCurrent();
  // Only until the replica has loaded.
  const own = useQuery({
    ...useTRPC().view.get.queryOptions({ workspaceId, id: viewId }),
    enabled: !isCurrent && listed === undefined,
  });
  const view = listed ?? (isCurrent ? undefined : own.data);
  const [wasShown, setWasShown] = useState(false);
  if (view && !wasShown) setWasShown(true);
  if (view) return <ViewTasks view={view} />;
  return wasShown ? <DeletedViewNotice /> : <MissingView query={isCurrent ? null : own} />;
}

const NO_SECTIONS = [] as const;

function ViewTasks({ view }: { view: View }) {
  const t = useTranslations("view.empty");
  const projects = useProjects().byId;
  const named = projectOf(view.filter);
  // A shared view can be limited to a project that the user cannot read.
  const projectId = named !== null && projects.has(named) ? named : null;
  const sections = useSections(projectId) ?? NO_SECTIONS;
  const resolver = useResolver(useFilterNames(sections));
  const collection = useMemo(() => collectionOfView(view, resolver), [view, resolver]);
  return (
    <CollectionView
      collection={collection}
      title={view.name}
      icon={ListFilter}
      empty={{ title: t("title"), text: t("read") }}
      {...(projectId === null ? {} : { sections })}
      renderMenu={(now) => <ViewTools view={view} plain={collection.plain} {...now} />}
    />
  );
}

function DeletedViewNotice() {
  const t = useTranslations("savedView.gone");
  const notFound = useTranslations("general.notFound");
  const workspace = useWorkspace();
  return (
    <main id="content" tabIndex={-1} className="outline-none">
      <PageTitle title={t("title")} />
      <div role="status">
        <EmptyState
          icon={<ListFilter aria-hidden />}
          title={t("title")}
          isHeading
          action={<TextLink href={homePath(workspace)}>{notFound("back")}</TextLink>}
        >
          {t("text")}
        </EmptyState>
      </div>
    </main>
  );
}
