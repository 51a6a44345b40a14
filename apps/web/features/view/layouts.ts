import { LAYOUTS } from "@docket/schema/layout";
import type { Layout } from "@docket/schema/layout";
import { CalendarDays, LayoutGrid, List, Table2 } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import type { ComponentType } from "react";
import { lazyComponent } from "../../ui/lazy-component.ts";
import type { CommandId } from "../command/command-table.ts";
import { ListLayout } from "../list/list-layout.tsx";
import type { LayoutProps } from "./layout.ts";

type LayoutSpec = {
  component: ComponentType<LayoutProps>;
  command: CommandId;
  icon: LucideIcon;
  /** It takes the whole width and height of the window, and scrolls inside. */
  isWide: boolean;
  /** It is loaded when one looks at it. */
  isLater: boolean;
  /** Its rows stand in an order, in which one more moves others: what others do to it waits while it is read. */
  isHeld: boolean;
};

const LIST: LayoutSpec = {
  component: ListLayout,
  command: "view.list",
  icon: List,
  isWide: false,
  isLater: false,
  isHeld: true,
};

/** The layouts that there are, in the order of the switch. A list comes with the page, the others when one looks at them. */
const LAYOUT_SPECS: { [Name in Layout]?: LayoutSpec } = {
  list: LIST,
  board: {
    component: lazyComponent(async () => (await import("../board/board-layout.tsx")).BoardLayout),
    command: "view.board",
    icon: LayoutGrid,
    isWide: true,
    isLater: true,
    isHeld: true,
  },
  table: {
    component: lazyComponent(async () => (await import("../table/table-layout.tsx")).TableLayout),
    command: "view.table",
    icon: Table2,
    isWide: true,
    isLater: true,
    isHeld: true,
  },
  calendar: {
    component: lazyComponent(async () => (await import("../calendar/calendar-layout.tsx")).CalendarLayout),
    command: "view.calendar",
    icon: CalendarDays,
    isWide: true,
    isLater: true,
    // A day is a place of its own: what comes to it moves nothing else.
    isHeld: false,
  },
};

/** The layouts that can be chosen, in the order of the switch. */
export const LAYOUT_CHOICES = LAYOUTS.flatMap((layout) => {
  const spec = LAYOUT_SPECS[layout];
  return spec ? [{ layout, ...spec }] : [];
});

/** What is known of a layout; an address may name one that is not there, which is shown as a list. */
export function layoutSpec(layout: Layout): LayoutSpec {
  return LAYOUT_SPECS[layout] ?? LIST;
}
