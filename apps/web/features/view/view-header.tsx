"use client";

import { ListFilter } from "lucide-react";
import { Suspense, useState } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useActions } from "../../actions/use-actions.tsx";
import type { PageFilter } from "../../entities/filter/use-filter.ts";
import type { SetViewState } from "../../entities/view/use-view-state.ts";
import type { Grouping, ViewState } from "../../entities/view/view-state.ts";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { LazyIsland } from "../../ui/lazy-island.tsx";
import { TOOL } from "../../ui/tool-face.tsx";
import { DisplayMenu } from "./display-menu.tsx";

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

/** The sticky header of a view: its title, its layouts, its filter, and the menu for how its tasks are shown. */
export function ViewHeader({ title, heading, groupings, plain, menu, state, onState, filter }: ViewHeaderProps) {
  const filterTexts = useTranslations("filter");
  const [isOpen, setOpen] = useState(false);
  const [asked, setAsked] = useState(0);
  const isFiltered = state.filter !== "";
  const openFilter = () => {
    setOpen(true);
    setAsked(asked + 1);
  };
  useActions({
    "view.filter": openFilter,
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
            className="line-clamp-2 min-w-0 flex-1 px-1 text-xl leading-snug font-semibold break-words phone:line-clamp-1 phone:text-lg phone:leading-snug"
          >
            {heading ?? title}
          </h1>
          <DisplayMenu {...{ groupings, state, onState }} onFilter={openFilter}>
            <button
              type="button"
              aria-expanded={isOpen || isFiltered}
              className={`${TOOL} @max-lg:hidden`}
              onClick={() => (isOpen && !isFiltered ? setOpen(false) : openFilter())}
            >
              <ListFilter aria-hidden />
              {filterTexts("title")}
              {isFiltered && (
                <span className="size-1.5 rounded-full bg-accent">
                  <span className="sr-only">{filterTexts("set")}</span>
                </span>
              )}
            </button>
          </DisplayMenu>
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
