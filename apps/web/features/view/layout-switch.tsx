"use client";

import type { Layout } from "@docket/schema/layout";
import { useTranslations } from "use-intl";
import { TOOL } from "../../ui/tool-face.tsx";
import { LAYOUT_CHOICES } from "./layouts.ts";

type LayoutSwitchProps = { current: Layout; onChoose: (layout: Layout) => void };

/**
 * Buttons for the layouts. In a narrow header, only that of the current layout shows its name, and the others show it in
 * a tooltip. In a header that is narrower still, the layouts are in its menu.
 */
export function LayoutSwitch({ current, onChoose }: LayoutSwitchProps) {
  const t = useTranslations("view");
  const titles = useTranslations("command.titles");
  return (
    <div role="group" aria-label={t("layout")} className="me-1 flex gap-0.5 rounded-lg bg-hover p-0.5 @max-lg:hidden">
      {LAYOUT_CHOICES.map(({ layout, command, icon: Icon }) => (
        <button
          key={layout}
          type="button"
          aria-pressed={layout === current}
          className={`${TOOL} aria-pressed:bg-panel aria-pressed:shadow-xs`}
          onClick={() => onChoose(layout)}
        >
          <Icon aria-hidden />
          <span className={layout === current ? "" : "@max-3xl:sr-only"}>{titles(command)}</span>
          <span aria-hidden className="tip">
            {titles(command)}
          </span>
        </button>
      ))}
    </div>
  );
}
