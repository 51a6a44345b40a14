"use client";

import { TASK_ORDERS } from "@docket/schema/task-order";
import { ArrowDownUp, Group, ListFilter } from "lucide-react";
import { Suspense, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { loadedLater } from "../../ui/loaded-later.ts";
import { MenuButton, MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import { useCommands } from "../command/use-commands.tsx";
import type { PageFilter } from "../filter/use-filter.ts";
import { SaveView } from "../saved-view/save-view.tsx";
import { LayoutSwitch } from "./layout-switch.tsx";
import type { SetViewState } from "./use-view-state.ts";
import type { Grouping, ViewState } from "./view-state.ts";

const FilterBar = loadedLater(async () => (await import("../filter/filter-bar.tsx")).FilterBar);

const TOOL =
  "inline-flex min-h-8 items-center gap-1.5 rounded-md px-2 text-muted hover:bg-hover hover:text-text pointer-coarse:min-h-11 [&_svg]:size-4";

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

/** The head of a view: what it is about, and how it is looked at. It stays in sight. */
export function ViewHeader({ title, heading, groupings, plain, menu, state, onState, filter }: ViewHeaderProps) {
  const t = useTranslations("view");
  const group = useRef<HTMLButtonElement>(null);
  const sort = useRef<HTMLButtonElement>(null);
  const filterTexts = useTranslations("filter");
  const [isOpen, setOpen] = useState(false);
  const [asked, setAsked] = useState(0);
  const isFiltered = state.filter !== "";
  const openFilter = () => {
    setOpen(true);
    setAsked(asked + 1);
  };
  useCommands({
    "view.filter": openFilter,
    "view.group": groupings.length > 1 ? () => group.current?.click() : undefined,
    "view.sort": () => sort.current?.click(),
    "view.clear": () =>
      onState(
        { filter: plain.filter, groupBy: plain.groupBy, sortBy: plain.sortBy, direction: plain.direction },
        "push",
      ),
  });
  return (
    <>
      <header className="sticky top-0 z-10 mb-2 flex min-h-12 flex-wrap items-center gap-x-1 bg-background py-2">
        <h1 className="me-auto min-w-0 px-1 text-xl font-semibold break-words">{heading ?? title}</h1>
        <LayoutSwitch className={TOOL} {...{ groupings, state, onState }} />
        <button
          type="button"
          aria-expanded={isOpen || isFiltered}
          className={TOOL}
          onClick={() => (isOpen && !isFiltered ? setOpen(false) : openFilter())}
        >
          <ListFilter aria-hidden />
          <span className="phone:sr-only">{filterTexts("title")}</span>
          {isFiltered && (
            <span className="size-1.5 rounded-full bg-accent">
              <span className="sr-only">{filterTexts("set")}</span>
            </span>
          )}
        </button>
        {groupings.length > 1 && (
          <MenuButton
            buttonRef={group}
            label={t("groupBy")}
            className={TOOL}
            face={
              <>
                <Group aria-hidden />
                <span className="phone:sr-only">{t(`grouping.${state.groupBy}`)}</span>
              </>
            }
          >
            {groupings.map((grouping) => (
              <MenuItem
                key={grouping}
                isChecked={grouping === state.groupBy}
                onSelect={() => onState({ groupBy: grouping, folded: [] })}
              >
                {t(`grouping.${grouping}`)}
              </MenuItem>
            ))}
          </MenuButton>
        )}
        <MenuButton
          buttonRef={sort}
          label={t("sortBy")}
          className={TOOL}
          face={
            <>
              <ArrowDownUp aria-hidden />
              <span className="phone:sr-only">{t(`sorting.${state.sortBy}`)}</span>
            </>
          }
        >
          {TASK_ORDERS.map((order) => (
            <MenuItem key={order} isChecked={order === state.sortBy} onSelect={() => onState({ sortBy: order })}>
              {t(`sorting.${order}`)}
            </MenuItem>
          ))}
          <MenuSeparator />
          <MenuItem
            isChecked={state.direction === "descending"}
            onSelect={() => onState({ direction: state.direction === "ascending" ? "descending" : "ascending" })}
          >
            {t("descending")}
          </MenuItem>
          <MenuItem isChecked={state.withClosed} onSelect={() => onState({ withClosed: !state.withClosed })}>
            {t("withClosed")}
          </MenuItem>
        </MenuButton>
        {menu}
      </header>
      <Suspense>
        {(isOpen || isFiltered) && (
          <FilterBar
            filter={filter}
            text={state.filter}
            asked={asked}
            onState={onState}
            onClose={() => setOpen(false)}
          />
        )}
      </Suspense>
      <SaveView state={state} filter={filter} />
    </>
  );
}
