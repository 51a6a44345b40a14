"use client";

import type { Layout } from "@docket/schema/layout";
import { useTranslations } from "use-intl";
import type { ActionHandlers } from "../../actions/action-registry.ts";
import { useActions } from "../../actions/use-actions.tsx";
import type { Grouping, ViewState } from "../../entities/view/view-state.ts";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { MenuButton } from "../../ui/menu.tsx";
import { TOOL, ToolFace } from "../../ui/tool-face.tsx";
import { LAYOUT_CHOICES, layoutSpec } from "./layouts.ts";

const LayoutMenuItems = lazyComponent(async () => (await import("./layout-menu-items.tsx")).LayoutMenuItems);

type LayoutSwitchProps = {
  groupings: readonly Grouping[];
  state: ViewState;
  onState: (change: Partial<ViewState>) => void;
};

/** Switch between the layouts, which also registers their shortcut keys. */
export function LayoutSwitch({ groupings, state, onState }: LayoutSwitchProps) {
  const t = useTranslations("view");
  const titles = useTranslations("command.titles");
  const choose = (layout: Layout) => {
    // A board needs more than one column.
    const grouping = groupings.find((grouping) => grouping !== "none");
    const isUngrouped = layout === "board" && state.groupBy === "none" && grouping !== undefined;
    onState({ layout, ...(isUngrouped ? { groupBy: grouping } : {}) });
  };
  const handlers: ActionHandlers = Object.fromEntries(
    LAYOUT_CHOICES.map(({ layout, command }) => [command, () => choose(layout)]),
  );
  useActions(handlers);
  const { icon, command } = layoutSpec(state.layout);
  return (
    <MenuButton label={t("layout")} className={TOOL} face={<ToolFace icon={icon} text={titles(command)} />}>
      <LayoutMenuItems current={state.layout} onChoose={choose} />
    </MenuButton>
  );
}
