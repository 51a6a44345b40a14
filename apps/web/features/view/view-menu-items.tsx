"use client";

import { TASK_ORDERS } from "@docket/schema/layout";
import { useTranslations } from "use-intl";
import type { SetViewState } from "../../entities/view/use-view-state.ts";
import type { Grouping, ViewState } from "../../entities/view/view-state.ts";
import { MenuItem, MenuSeparator } from "../../ui/menu-surface.tsx";

type ViewMenuItemsProps = { state: ViewState; onState: SetViewState };

/** Menu items for the groupings of a view. */
export function GroupMenuItems({ groupings, state, onState }: ViewMenuItemsProps & { groupings: readonly Grouping[] }) {
  const t = useTranslations("view.grouping");
  return groupings.map((grouping) => (
    <MenuItem
      key={grouping}
      isChecked={grouping === state.groupBy}
      onSelect={() => onState({ groupBy: grouping, folded: [] })}
    >
      {t(grouping)}
    </MenuItem>
  ));
}

/** Menu items for sorting a view and for showing completed tasks. */
export function SortMenuItems({ state, onState }: ViewMenuItemsProps) {
  const t = useTranslations("view");
  return (
    <>
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
    </>
  );
}
