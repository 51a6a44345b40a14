"use client";

import type { Layout } from "@docket/schema/layout";
import { SlidersHorizontal } from "lucide-react";
import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { ActionHandlers } from "../../actions/action-registry.ts";
import { useActions } from "../../actions/use-actions.tsx";
import type { SetViewState } from "../../entities/view/use-view-state.ts";
import type { Grouping, ViewState } from "../../entities/view/view-state.ts";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { MenuButton } from "../../ui/menu.tsx";
import { TOOL } from "../../ui/tool-face.tsx";
import { LayoutSwitch } from "./layout-switch.tsx";
import { LAYOUT_CHOICES } from "./layouts.ts";

const DisplayMenuItems = lazyComponent(async () => (await import("./display-menu-items.tsx")).DisplayMenuItems);

type DisplayMenuProps = {
  groupings: readonly Grouping[];
  state: ViewState;
  onState: SetViewState;
  onFilter: () => void;
  /** Controls between the layouts and the menu. */
  children: ReactNode;
};

/** The switch between layouts, and the menu with all that changes how tasks are shown. Registers their shortcuts. */
export function DisplayMenu({ groupings, state, onState, onFilter, children }: DisplayMenuProps) {
  const t = useTranslations("view");
  const button = useRef<HTMLButtonElement>(null);
  /** The part of the menu whose first item gets the focus. */
  const [part, setPart] = useState<"groupBy" | "sortBy" | null>(null);
  // A calendar groups tasks by day, whatever the grouping of other layouts.
  const isCalendar = state.layout === "calendar";
  const canGroup = groupings.length > 1 && !isCalendar;
  const choose = (layout: Layout) => {
    // A board needs more than one column.
    const grouping = groupings.find((one) => one !== "none");
    const isUngrouped = layout === "board" && state.groupBy === "none" && grouping !== undefined;
    onState({ layout, ...(isUngrouped ? { groupBy: grouping } : {}) });
  };
  const open = (at: typeof part) => {
    setPart(at);
    button.current?.click();
  };
  const handlers: ActionHandlers = Object.fromEntries(
    LAYOUT_CHOICES.map(({ layout, command }) => [command, () => choose(layout)]),
  );
  useActions({
    ...handlers,
    "view.group": canGroup ? () => open("groupBy") : undefined,
    "view.sort": isCalendar ? undefined : () => open("sortBy"),
  });
  return (
    <>
      <LayoutSwitch current={state.layout} onChoose={choose} />
      {children}
      <MenuButton
        buttonRef={button}
        label={t("display")}
        className={TOOL}
        face={
          <>
            <SlidersHorizontal aria-hidden />
            <span className="@max-lg:sr-only">{t("display")}</span>
          </>
        }
      >
        <DisplayMenuItems
          {...{ groupings: canGroup ? groupings : [], canSort: !isCalendar, part, state, onState, onFilter }}
          onLayout={choose}
          onShown={() => setPart(null)}
        />
      </MenuButton>
    </>
  );
}
