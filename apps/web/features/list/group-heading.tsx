"use client";

import { ChevronRight, Plus } from "lucide-react";
import { useTranslations } from "use-intl";
import type { LayoutProps } from "../../entities/view/layout.ts";
import type { GroupRows } from "../../entities/view/list-rows.ts";
import { useHeading } from "../../entities/view/use-heading.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { GroupTitle } from "./group-title.tsx";

type GroupHeadingProps = {
  id: string;
  shown: GroupRows;
  /** The number of tasks, if known. */
  count: string | undefined;
  view: Pick<LayoutProps, "renderGroupMenu" | "canAdd">;
  onFold: () => void;
  onAdd: () => void;
};

/** The heading of a group: its name, number of tasks and menu. That of an empty day has a button to add a task. */
export function GroupHeading({ id, shown, count, view, onFold, onAdd }: GroupHeadingProps) {
  const { group, isFolded, list } = shown;
  const t = useTranslations("view");
  const heading = useHeading(group) ?? "";
  const isThin = group.partOf !== undefined && list.tasks.length === 0 && !isFolded;
  return (
    <div
      data-group-head
      data-section={view.canAdd ? group.place?.sectionId : undefined}
      className="group/heading flex h-(--row) items-end border-b border-line"
    >
      <div className="flex h-8 min-w-0 grow items-center gap-1.5 pointer-coarse:h-11">
        {isThin ? (
          <span className="size-6 shrink-0 pointer-coarse:size-8" />
        ) : (
          <button
            type="button"
            aria-expanded={!isFolded}
            aria-label={t(isFolded ? "unfoldGroup" : "foldGroup", { name: heading })}
            className="grid size-6 shrink-0 place-items-center rounded text-muted hover:bg-hover pointer-coarse:size-8"
            onClick={onFold}
          >
            <ChevronRight aria-hidden className={`size-4 ${isFolded ? "rtl:rotate-180" : "rotate-90"}`} />
          </button>
        )}
        <GroupTitle
          {...{ id, group, heading, isThin }}
          count={isThin ? undefined : count}
          renderGroupMenu={view.renderGroupMenu}
        />
        {isThin && view.canAdd && (
          <IconButton label={t("addTaskTo", { name: heading })} icon={<Plus aria-hidden />} onClick={onAdd} />
        )}
      </div>
    </div>
  );
}
