"use client";

import type { Layout } from "@docket/schema/layout";
import { useTranslations } from "use-intl";
import { keysOf } from "../../actions/action-table.ts";
import { MenuItem } from "../../ui/menu-surface.tsx";
import { LAYOUT_CHOICES } from "./layouts.ts";

type LayoutMenuItemsProps = { current: Layout; onChoose: (layout: Layout) => void };

/** Menu items for the layouts, with their shortcut keys. */
export function LayoutMenuItems({ current, onChoose }: LayoutMenuItemsProps) {
  const titles = useTranslations("command.titles");
  return LAYOUT_CHOICES.map((spec) => (
    <MenuItem
      key={spec.layout}
      icon={<spec.icon aria-hidden />}
      keys={keysOf(spec.command)}
      isChecked={spec.layout === current}
      onSelect={() => onChoose(spec.layout)}
    >
      {titles(spec.command)}
    </MenuItem>
  ));
}
