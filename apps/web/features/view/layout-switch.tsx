"use client";

import { LAYOUTS } from "@docket/schema/layout";
import type { Layout } from "@docket/schema/layout";
import { useTranslations } from "use-intl";
import { MenuButton, MenuItem } from "../../ui/menu.tsx";
import type { CommandHandlers } from "../command/command-registry.ts";
import { keysOf } from "../command/command-table.ts";
import { useCommands } from "../command/use-commands.tsx";
import { LAYOUT_SPECS, layoutSpec } from "./layouts.ts";
import { TOOL, ToolFace } from "./tool-face.tsx";
import type { Grouping, ViewState } from "./view-state.ts";

type LayoutSwitchProps = {
  groupings: readonly Grouping[];
  state: ViewState;
  onState: (change: Partial<ViewState>) => void;
};

/** Chooses between the layouts. Their keys work wherever the switch is. */
export function LayoutSwitch({ groupings, state, onState }: LayoutSwitchProps) {
  const t = useTranslations("view");
  const titles = useTranslations("command.titles");
  const layouts = LAYOUTS.flatMap((layout) => {
    const spec = LAYOUT_SPECS[layout];
    return spec ? [{ layout, ...spec }] : [];
  });
  const choose = (layout: Layout) => {
    // A board of one column says nothing.
    const grouping = groupings.find((grouping) => grouping !== "none");
    const isUngrouped = layout === "board" && state.groupBy === "none" && grouping !== undefined;
    onState({ layout, ...(isUngrouped ? { groupBy: grouping } : {}) });
  };
  const handlers: CommandHandlers = Object.fromEntries(
    layouts.map(({ layout, command }) => [command, () => choose(layout)]),
  );
  useCommands(handlers);
  const { icon, command } = layoutSpec(state.layout);
  return (
    <MenuButton label={t("layout")} className={TOOL} face={<ToolFace icon={icon} text={titles(command)} />}>
      {layouts.map((spec) => (
        <MenuItem
          key={spec.layout}
          icon={<spec.icon aria-hidden />}
          keys={keysOf(spec.command)}
          isChecked={spec.layout === state.layout}
          onSelect={() => choose(spec.layout)}
        >
          {titles(spec.command)}
        </MenuItem>
      ))}
    </MenuButton>
  );
}
