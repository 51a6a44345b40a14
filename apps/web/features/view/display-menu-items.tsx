"use client";

import { TASK_ORDERS } from "@docket/schema/layout";
import type { Layout } from "@docket/schema/layout";
import { ListFilter } from "lucide-react";
import { useEffect, useEffectEvent, useId } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { keysOf } from "../../actions/action-table.ts";
import type { SetViewState } from "../../entities/view/use-view-state.ts";
import type { Grouping, ViewState } from "../../entities/view/view-state.ts";
import { MenuItem, MenuSeparator } from "../../ui/menu-surface.tsx";
import { LAYOUT_CHOICES } from "./layouts.ts";

type DisplayMenuItemsProps = {
  /** The groupings to choose from; empty if the view can't be grouped. */
  groupings: readonly Grouping[];
  canSort: boolean;
  /** The part whose chosen item gets the focus. If it is null, the first item gets it. */
  part: "groupBy" | "sortBy" | null;
  state: ViewState;
  onState: SetViewState;
  onLayout: (layout: Layout) => void;
  onFilter: () => void;
  /** Called after the items have appeared. */
  onShown: () => void;
};

/** Menu items for the grouping and the order of a view. In a narrow header also for its filter and its layout. */
export function DisplayMenuItems(props: DisplayMenuItemsProps) {
  const { groupings, canSort, part, state, onState, onLayout, onFilter } = props;
  const t = useTranslations("view");
  const filter = useTranslations("filter");
  const titles = useTranslations("command.titles");
  const onShown = useEffectEvent(props.onShown);
  useEffect(() => onShown(), []);
  return (
    <>
      <div className="@lg:hidden">
        <MenuItem icon={<ListFilter />} onSelect={onFilter}>
          {filter("title")}
        </MenuItem>
        <MenuSeparator />
        <Part title={t("layout")}>
          {LAYOUT_CHOICES.map(({ layout, command, icon: Icon }) => (
            <MenuItem
              key={layout}
              icon={<Icon aria-hidden />}
              keys={keysOf(command)}
              isChecked={layout === state.layout}
              onSelect={() => onLayout(layout)}
            >
              {titles(command)}
            </MenuItem>
          ))}
        </Part>
        <MenuSeparator />
      </div>
      <div className="sm:flex">
        {groupings.length > 0 && (
          <Part title={t("groupBy")}>
            {groupings.map((grouping) => (
              <MenuItem
                key={grouping}
                isChecked={grouping === state.groupBy}
                isFocused={part === "groupBy" && grouping === state.groupBy}
                onSelect={() => onState({ groupBy: grouping, folded: [] })}
              >
                {t(`grouping.${grouping}`)}
              </MenuItem>
            ))}
          </Part>
        )}
        {canSort && (
          <Part title={t("sortBy")}>
            {TASK_ORDERS.map((order) => (
              <MenuItem
                key={order}
                isChecked={order === state.sortBy}
                isFocused={part === "sortBy" && order === state.sortBy}
                onSelect={() => onState({ sortBy: order })}
              >
                {t(`sorting.${order}`)}
              </MenuItem>
            ))}
          </Part>
        )}
      </div>
      <MenuSeparator />
      {canSort && (
        <MenuItem
          isChecked={state.direction === "descending"}
          onSelect={() => onState({ direction: state.direction === "ascending" ? "descending" : "ascending" })}
        >
          {t("descending")}
        </MenuItem>
      )}
      <MenuItem isChecked={state.withClosed} onSelect={() => onState({ withClosed: !state.withClosed })}>
        {t("withClosed")}
      </MenuItem>
    </>
  );
}

/** Items under a heading. */
function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className="grow">
      <div id={id} className="px-2.5 pt-1.5 pb-1 text-xs font-medium text-muted">
        {title}
      </div>
      {children}
    </div>
  );
}
