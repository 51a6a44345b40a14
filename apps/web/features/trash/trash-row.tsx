"use client";

import type { Project } from "@docket/schema/project";
import type { TrashItem } from "@docket/schema/trash";
import { CircleCheckBig, FolderClosed, MessageSquare, Rows3, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { useProjectName } from "../../entities/project/use-project-name.ts";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Moment } from "../../ui/moment.tsx";
import { canPurge, canRestore } from "./trash-permissions.ts";

const ICONS = { task: CircleCheckBig, section: Rows3, project: FolderClosed, comment: MessageSquare } as const;

type TrashRowProps = {
  item: TrashItem;
  project: Project | undefined;
  onRestore: () => void;
  onPurge: () => void;
};

/** A deleted item: its type, title and project, and when it was deleted. */
export function TrashRow({ item, project, onRestore, onPurge }: TrashRowProps) {
  const { entity, title, deletedAt } = item;
  const t = useTranslations("trash");
  const common = useTranslations("general");
  const nameOf = useProjectName();
  const Icon = ICONS[entity];
  const mayRestore = canRestore(item, project);
  return (
    <li
      // A row without a button is itself focusable, so that keyboard users can still reach it.
      tabIndex={mayRestore ? undefined : -1}
      data-stop={mayRestore ? undefined : ""}
      className="group/trash flex min-h-12 items-center gap-3 rounded-md px-2 py-1 focus-within:bg-hover hover:bg-hover"
      data-trash={item.id}
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 grow">
        <span dir="auto" className="line-clamp-2 break-words">
          {title}
        </span>
        <span className="block text-xs break-words text-muted">
          {entity === "project"
            ? t("kind.project")
            : t("where", { kind: t(`kind.${entity}`), project: nameOf(project) })}
          {" · "}
          <Moment at={deletedAt} />
        </span>
      </span>
      {mayRestore && (
        <Button
          data-stop=""
          className="min-h-8 pointer-coarse:min-h-11"
          aria-label={t("restoreOne", { title })}
          onClick={(event) => {
            focusNeighbour(event.currentTarget);
            onRestore();
          }}
        >
          {common("restore")}
        </Button>
      )}
      {canPurge(project) && (
        <IconButton label={t("purgeOne", { title })} icon={<Trash2 aria-hidden />} onClick={onPurge} />
      )}
    </li>
  );
}

/** Focuses a neighbouring row, because the row that contains the button is about to be removed. */
function focusNeighbour(button: HTMLElement): void {
  const row = button.closest("li");
  const beside = row?.nextElementSibling ?? row?.previousElementSibling;
  (beside?.querySelector<HTMLElement>("[data-stop]") ?? document.querySelector<HTMLElement>("#content"))?.focus();
}
