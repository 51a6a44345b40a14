"use client";

import type { Day } from "@docket/schema/day";
import { useId, useRef } from "react";
import { useTranslations } from "use-intl";
import type { LayoutProps } from "../../entities/view/layout.ts";
import type { GroupRows, ListRow } from "../../entities/view/list-rows.ts";
import { useHeading } from "../../entities/view/use-heading.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useWindow } from "../../ui/use-window.ts";
import { placeInGroup } from "../list/add-place.ts";
import { AddRow } from "../list/add-row.tsx";
import { GroupTitle } from "../list/group-title.tsx";
import { FailedRow, MoreRow } from "../list/line-row.tsx";
import { BoardCard } from "./board-card.tsx";

/** Returns the height of a card in pixels, including the gap below it; must match the style sheet. */
export function cardHeight(): number {
  return window.matchMedia("(pointer: coarse)").matches ? 92 : 84;
}

/** Number of cards per column in the server-rendered page. */
const FIRST_CARDS = 12;

type BoardColumnProps = Pick<
  LayoutProps,
  "actions" | "canAdd" | "defaultProjectId" | "withProject" | "title" | "renderGroupMenu"
> & {
  column: GroupRows;
  /** Whether the column is empty and therefore only visible during a drag. */
  isSpare: boolean;
  count: string | undefined;
};

/** One column of a board: its heading, the number of tasks, the cards and a field to add a task. */
export function BoardColumn({ column, isSpare, count, ...view }: BoardColumnProps) {
  const { group, rows, list } = column;
  const t = useTranslations("view");
  const id = useId();
  const viewer = useViewer();
  const heading = useHeading(group) ?? view.title;
  const scroller = useRef<HTMLDivElement>(null);
  const cards = useRef<HTMLUListElement>(null);
  const window = useWindow(cards, cardHeight, scroller, FIRST_CARDS);
  const drawn = rows.slice(window.first, window.last);
  const canAdd = view.canAdd && group.place !== undefined && group.place.status !== "done";

  return (
    <section
      aria-labelledby={id}
      data-group={group.key}
      className={`${isSpare ? "hidden in-data-dragging:flex" : "flex"} w-72 shrink-0 flex-col rounded-lg border border-line bg-hover/40 phone:w-[calc(100vw-2.5rem)] phone:snap-center`}
    >
      <header
        data-group-head
        data-section={view.canAdd ? group.place?.sectionId : undefined}
        className="flex min-h-11 shrink-0 items-center gap-2 ps-3 pe-1"
      >
        <GroupTitle {...{ id, group, heading, count }} renderGroupMenu={view.renderGroupMenu} />
      </header>
      <div ref={scroller} data-cards className="relative min-h-0 grow overflow-y-auto px-2">
        {rows.length > 0 && (
          <ul
            ref={cards}
            aria-labelledby={id}
            className="relative"
            style={{ height: `calc(var(--card) * ${rows.length})` }}
          >
            {drawn.map((row, index) => (
              <li
                key={row.key}
                className="absolute inset-x-0 h-(--card) pb-2"
                style={{ top: `calc(var(--card) * ${window.first + index})` }}
              >
                <Card row={row} day={group.day} view={view} />
              </li>
            ))}
          </ul>
        )}
      </div>
      {canAdd && (
        <div className="h-11 shrink-0 px-1 pb-1">
          <AddRow
            label={t("addTaskTo", { name: heading })}
            placeholder={t("addTask")}
            place={placeInGroup(group, view, viewer)}
            actions={view.actions}
          />
        </div>
      )}
      <span className="sr-only" role="status">
        {list.isLoadingMore ? t("loadingMore") : ""}
      </span>
    </section>
  );
}

type CardProps = { row: ListRow; day: Day | undefined; view: Pick<LayoutProps, "actions" | "withProject"> };

function Card({ row, day, view }: CardProps) {
  const t = useTranslations("view");
  if (row.kind === "task")
    return <BoardCard task={row.task} actions={view.actions} withProject={view.withProject} day={day} />;
  if (row.kind === "more") return <MoreRow list={row.list} label={t("loadingMore")} />;
  if (row.kind === "failed") return <FailedRow list={row.list} />;
  return <Skeleton label={t("loading")} rows={1} />;
}
