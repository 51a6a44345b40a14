"use client";

import { ArrowDownUp, CircleCheckBig, Group, ListFilter } from "lucide-react";
import { Suspense, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useActions } from "../../actions/use-actions.tsx";
import type { PageFilter } from "../../entities/filter/use-filter.ts";
import type { SetViewState } from "../../entities/view/use-view-state.ts";
import type { Grouping, ViewState } from "../../entities/view/view-state.ts";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { LazyIsland } from "../../ui/lazy-island.tsx";
import { MenuButton } from "../../ui/menu.tsx";
import { TOOL, ToolFace } from "../../ui/tool-face.tsx";
import { LayoutSwitch } from "./layout-switch.tsx";

const menuItems = () => import("./view-menu-items.tsx");
const GroupMenuItems = lazyComponent(async () => (await menuItems()).GroupMenuItems);
const SortMenuItems = lazyComponent(async () => (await menuItems()).SortMenuItems);
const FilterBar = lazyComponent(async () => (await import("../filter/filter-bar.tsx")).FilterBar);
const SaveView = lazyComponent(async () => (await import("../saved-view/save-view.tsx")).SaveView);

type ViewHeaderProps = {
  title: string;
  heading?: ReactNode;
  groupings: readonly Grouping[];
  plain: ViewState;
  menu?: ReactNode;
  state: ViewState;
  onState: SetViewState;
  filter: PageFilter;
};

/** The sticky header of a view: its title, layout, grouping, sorting and filter. */
export function ViewHeader({ title, heading, groupings, plain, menu, state, onState, filter }: ViewHeaderProps) {
  const t = useTranslations("view");
  const group = useRef<HTMLButtonElement>(null);
  const sort = useRef<HTMLButtonElement>(null);
  const filterTexts = useTranslations("filter");
  const [isOpen, setOpen] = useState(false);
  const [asked, setAsked] = useState(0);
  const isFiltered = state.filter !== "";
  // A calendar groups tasks by day, whatever the grouping of other layouts.
  const isCalendar = state.layout === "calendar";
  const canGroup = groupings.length > 1 && !isCalendar;
  const openFilter = () => {
    setOpen(true);
    setAsked(asked + 1);
  };
  useActions({
    "view.filter": openFilter,
    "view.group": canGroup ? () => group.current?.click() : undefined,
    "view.sort": isCalendar ? undefined : () => sort.current?.click(),
    "view.clear": () =>
      onState(
        { filter: plain.filter, groupBy: plain.groupBy, sortBy: plain.sortBy, direction: plain.direction },
        "push",
      ),
  });
  return (
    <>
      <header className="@container sticky top-0 z-10 mb-2 bg-background py-2">
        <div className="flex min-h-8 flex-wrap items-center gap-x-1 pointer-coarse:gap-x-0">
          <h1
            dir="auto"
            className="line-clamp-2 min-w-0 flex-1 px-1 text-xl leading-snug font-semibold break-words phone:text-lg phone:leading-snug"
          >
            {heading ?? title}
          </h1>
          <LayoutSwitch {...{ groupings, state, onState }} />
          <button
            type="button"
            aria-expanded={isOpen || isFiltered}
            className={TOOL}
            onClick={() => (isOpen && !isFiltered ? setOpen(false) : openFilter())}
          >
            <ToolFace icon={ListFilter} text={filterTexts("title")} />
            {isFiltered && (
              <span className="size-1.5 rounded-full bg-accent">
                <span className="sr-only">{filterTexts("set")}</span>
              </span>
            )}
          </button>
          {canGroup && (
            <MenuButton
              buttonRef={group}
              label={t("groupBy")}
              className={TOOL}
              face={<ToolFace icon={Group} text={t(`grouping.${state.groupBy}`)} />}
            >
              <GroupMenuItems {...{ groupings, state, onState }} />
            </MenuButton>
          )}
          {isCalendar ? (
            <button
              type="button"
              aria-pressed={state.withClosed}
              className={TOOL}
              onClick={() => onState({ withClosed: !state.withClosed })}
            >
              <ToolFace icon={CircleCheckBig} text={t("withClosed")} />
            </button>
          ) : (
            <MenuButton
              buttonRef={sort}
              label={t("sortBy")}
              className={TOOL}
              face={<ToolFace icon={ArrowDownUp} text={t(`sorting.${state.sortBy}`)} />}
            >
              <SortMenuItems {...{ state, onState }} />
            </MenuButton>
          )}
          {menu}
        </div>
      </header>
      <Suspense>
        {(isOpen || isFiltered) && (
          <FilterBar
            filter={filter}
            text={state.filter}
            focusRequests={asked}
            onState={onState}
            onClose={() => setOpen(false)}
          />
        )}
      </Suspense>
      <LazyIsland>
        <SaveView state={state} filter={filter} />
      </LazyIsland>
    </>
  );
}
