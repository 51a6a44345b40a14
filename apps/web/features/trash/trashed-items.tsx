"use client";

import type { TrashItem } from "@docket/schema/trash";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useActions } from "../../actions/use-actions.tsx";
import { useListNavigation } from "../../actions/use-list-navigation.ts";
import { ProjectChip } from "../../entities/project/project-chip.tsx";
import { useProjectName } from "../../entities/project/use-project-name.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { replaceAddress, useSearch } from "../../navigation/address.tsx";
import { Failed } from "../../trpc/failed.tsx";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { PurgeDialog } from "./purge-dialog.tsx";
import { trashList } from "./trash-list.ts";
import { canPurge } from "./trash-permissions.ts";
import { TrashRow } from "./trash-row.tsx";
import { useAllProjects } from "./use-inactive-projects.ts";
import { useTrashActions } from "./use-trash-actions.ts";
import { useWholeTrash } from "./use-whole-trash.ts";

/** Deleted items, newest first, each with buttons to restore it or to delete it permanently. */
export function TrashedItems() {
  const { id: workspaceId } = useWorkspace();
  const t = useTranslations("trash");
  const common = useTranslations("general");
  const list = useRef<HTMLUListElement>(null);
  const projectId = useSearch().get("project");
  const pages = useInfiniteQuery(trashList(useTRPCClient(), workspaceId, projectId));
  const projects = useAllProjects();
  const nameOf = useProjectName();
  const actions = useTrashActions();
  const whole = useWholeTrash(projectId);
  const [itemToPurge, setItemToPurge] = useState<TrashItem | "all" | null>(null);
  const instance = useQuery(useTRPC().instance.status.queryOptions());
  const stay = instance.data && t("stay", { days: instance.data.trashDays });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];

  useListNavigation(list, "[data-stop]");
  useActions({
    "trash.restore": () => {
      const button = document.activeElement?.closest("[data-trash]")?.querySelector<HTMLElement>("button[data-stop]");
      if (!button) return false;
      button.click();
      return undefined;
    },
  });

  const purge = async () => {
    if (itemToPurge === null) return;
    const itemsToPurge = itemToPurge === "all" ? await whole.read() : [itemToPurge];
    setItemToPurge(null);
    if (itemsToPurge !== null) actions.purge(itemsToPurge.filter((item) => canPurge(projects.get(item.projectId))));
  };

  return (
    <>
      <div className="mb-3 flex flex-wrap items-end gap-3">
        <div className="me-auto min-w-0 text-sm">
          <ProjectChip
            value={projectId}
            onChange={(value) => replaceAddress(value === null ? window.location.pathname : `?project=${value}`)}
          />
        </div>
        {items.some((item) => canPurge(projects.get(item.projectId))) && (
          <Button look="danger" className="min-h-10 pointer-coarse:min-h-11" onClick={() => setItemToPurge("all")}>
            {t("purgeAll")}
          </Button>
        )}
      </div>
      {pages.isError && <Failed error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.isPending && <Skeleton label={t("loading")} />}
      {pages.isSuccess && items.length === 0 && (
        <EmptyState icon={<Trash2 aria-hidden />} title={t(projectId === null ? "nothing" : "nothingOfProject")}>
          {stay}
        </EmptyState>
      )}
      {items.length > 0 && <p className="mb-2 px-1 text-sm text-muted">{stay}</p>}
      <ul ref={list} aria-label={t("trash")} hidden={items.length === 0}>
        {items.map((item) => {
          const project = projects.get(item.projectId);
          return (
            <TrashRow
              key={item.id}
              item={item}
              project={project}
              onRestore={() => actions.restore(item, nameOf(project))}
              onPurge={() => setItemToPurge(item)}
            />
          );
        })}
      </ul>
      <MoreButton list={pages} text={common("showMore")} isEager />
      {itemToPurge !== null && (
        <PurgeDialog
          title={itemToPurge === "all" ? null : itemToPurge.title}
          isBusy={whole.isReading}
          onPurge={() => void purge()}
          onClose={() => setItemToPurge(null)}
        />
      )}
    </>
  );
}
