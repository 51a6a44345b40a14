import { LAYOUTS } from "@docket/schema/layout";
import type { Layout } from "@docket/schema/layout";
import { CalendarDays, LayoutGrid, List, Table2 } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import type { ComponentType } from "react";
import type { ActionId } from "../../actions/action-table.ts";
import type { LayoutProps } from "../../entities/view/layout.ts";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { ListLayout } from "../list/list-layout.tsx";

type LayoutSpec = {
  component: ComponentType<LayoutProps>;
  command: ActionId;
  icon: LucideIcon;
  /** Whether the layout fills the window and scrolls internally. */
  isWide: boolean;
  /** Whether the layout's code is loaded only when it is first shown. */
  isLazy: boolean;
  /** Whether a new row moves other rows. If so, remote changes are deferred while the user is reading. */
  defersChanges: boolean;
};

const LIST: LayoutSpec = {
  component: ListLayout,
  command: "view.list",
  icon: List,
  isWide: false,
  isLazy: false,
  defersChanges: true,
};

/** The available layouts. The list is part of the page's bundle; the others are loaded when first shown. */
const LAYOUT_SPECS: { [Name in Layout]?: LayoutSpec } = {
  list: LIST,
  board: {
    component: lazyComponent(async () => (await import("../board/board-layout.tsx")).BoardLayout),
    command: "view.board",
    icon: LayoutGrid,
    isWide: true,
    isLazy: true,
    defersChanges: true,
  },
  table: {
    component: lazyComponent(async () => (await import("../table/table-layout.tsx")).TableLayout),
    command: "view.table",
    icon: Table2,
    isWide: true,
    isLazy: true,
    defersChanges: true,
  },
  calendar: {
    component: lazyComponent(async () => (await import("../calendar/calendar-layout.tsx")).CalendarLayout),
    command: "view.calendar",
    icon: CalendarDays,
    isWide: true,
    isLazy: true,
    // A task added to one day does not move those of other days.
    defersChanges: false,
  },
};

/** The available layouts in the order of the switch. */
export const LAYOUT_CHOICES = LAYOUTS.flatMap((layout) => {
  const spec = LAYOUT_SPECS[layout];
  return spec ? [{ layout, ...spec }] : [];
});

/** Returns the spec of a layout. Falls back to the list if a URL names a layout that is not available. */
export function layoutSpec(layout: Layout): LayoutSpec {
  return LAYOUT_SPECS[layout] ?? LIST;
}
