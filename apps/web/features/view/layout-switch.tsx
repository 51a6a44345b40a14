"use client";

import type { Layout } from "@docket/schema/layout";
import { useTranslations } from "use-intl";
import { keysOf } from "../../actions/action-table.ts";
import { Kbd } from "../../ui/kbd.tsx";
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
      {LAYOUT_CHOICES.map(({ layout, command, icon: Icon }) => {
        const isCurrent = layout === current;
        const keys = keysOf(command);
        return (
          <button
            key={layout}
            type="button"
            aria-pressed={isCurrent}
            className="tipped relative inline-flex min-h-7 items-center justify-center gap-1.5 rounded-md px-2 text-muted hover:text-text aria-pressed:bg-panel aria-pressed:font-medium aria-pressed:text-text aria-pressed:shadow-xs pointer-coarse:min-h-11 pointer-coarse:min-w-11 [&_svg]:size-4"
            onClick={() => onChoose(layout)}
          >
            <Icon aria-hidden />
            <span className={isCurrent ? "" : "@max-4xl:sr-only"}>{titles(command)}</span>
            <span aria-hidden className="tip">
              {titles(command)} {keys && <Kbd keys={keys} />}
            </span>
          </button>
        );
      })}
    </div>
  );
}
