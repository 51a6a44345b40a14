import type { ReactNode } from "react";
import type { ActionId } from "../../actions/action-table.ts";
import { specOf } from "../../actions/action-table.ts";
import { ranked } from "../../actions/match-score.ts";

/** The sections of the palette, in the order shown for an empty search. */
export const PALETTE_SECTIONS = [
  "subject",
  "recent",
  "go",
  "create",
  "page",
  "tasks",
  "projects",
  "labels",
  "views",
  "people",
  "settings",
  "appearance",
] as const;
export type PaletteSection = (typeof PALETTE_SECTIONS)[number];

/** One item in the palette. */
export type PaletteItem = {
  /** Identifier under which recent items are stored, such as `command:task.add` or `project:<id>`. */
  id: string;
  section: PaletteSection;
  text: string;
  /** Text that distinguishes the item from others with the same `text`. */
  detail?: string;
  icon?: ReactNode;
  keys?: string | undefined;
  /** Whether the item was found by other rules than those of the palette. It is shown even if its text does not match. */
  isFound?: boolean;
  /** Called after the palette has closed and the focus has been restored. */
  run: () => void;
};

const SECTION_OF: { [Id in ActionId]?: PaletteSection } = {
  "task.add": "create",
  "view.save": "create",
  "project.add": "create",
  "label.add": "create",
  "folder.add": "create",
  "search.open": "go",
  "go.settings": "settings",
  "go.administration": "settings",
  "go.import": "settings",
  "keys.show": "settings",
  "session.end": "settings",
  "appearance.system": "appearance",
  "appearance.light": "appearance",
  "appearance.dark": "appearance",
};

/** Returns the section of an action. */
export function sectionOf(id: ActionId): PaletteSection {
  const { group } = specOf(id);
  return SECTION_OF[id] ?? (group === "task" ? "subject" : group === "go" ? "go" : "page");
}

/** Prefixes that limit the palette to one kind of item. */
export const PREFIXES = { ">": "commands", "#": "projects", "@": "labels", "/": "views" } as const;
export type PaletteScope = "all" | (typeof PREFIXES)[keyof typeof PREFIXES];

/** Splits the input into its scope, given by a prefix, and the text to search for. */
export function readSearch(search: string): { scope: PaletteScope; words: string } {
  const first = search.charAt(0);
  // Safe because `first` is checked to be a key of PREFIXES.
  const scope = first in PREFIXES ? PREFIXES[first as keyof typeof PREFIXES] : "all";
  return { scope, words: (scope === "all" ? search : search.slice(1)).trim() };
}

/**
 * Parses a task reference such as HOME-12 into the project's key and the task's number. Returns null for other text.
 */
export function readReference(words: string): { key: string; number: number } | null {
  const found = /^([A-Za-z][A-Za-z0-9]{0,9})-(\d{1,9})$/.exec(words);
  return found ? { key: (found[1] ?? "").toUpperCase(), number: Number(found[2]) } : null;
}

/** Maximum number of items per section in search results. */
const MAX_IN_SECTION = 8;
const ENTITY_SECTIONS: ReadonlySet<PaletteSection> = new Set(["tasks", "projects", "labels", "views", "people"]);

export type ShownSection = { section: PaletteSection; items: PaletteItem[] };

/**
 * Returns the sections that the palette shows: for an empty search, all actions and the recent items; otherwise the
 * matching items, with the best-matching section first.
 *
 * @param recent ids of recently chosen items, newest first
 */
export function shownSections(
  search: string,
  items: readonly PaletteItem[],
  recent: readonly string[],
): ShownSection[] {
  const { scope, words } = readSearch(search);
  const inScope = items.filter(({ section }) =>
    scope === "all" ? true : scope === "commands" ? !ENTITY_SECTIONS.has(section) : section === scope,
  );
  if (words !== "") return matchingSections(words, inScope);
  const byId = new Map(inScope.map((item) => [item.id, item]));
  const recentItems: PaletteItem[] = recent
    .flatMap((id) => byId.get(id) ?? [])
    .map((item) => ({ ...item, section: "recent" as const }));
  const unfilteredItems = inScope.filter(({ section }) => scope !== "all" || !ENTITY_SECTIONS.has(section));
  return bySection([...recentItems, ...unfilteredItems]);
}

function bySection(items: readonly PaletteItem[]): ShownSection[] {
  return PALETTE_SECTIONS.map((section) => ({
    section,
    items: items.filter((item) => item.section === section),
  })).filter((shown) => shown.items.length > 0);
}

function matchingSections(words: string, items: readonly PaletteItem[]): ShownSection[] {
  const found = ranked(words, items);
  const best = new Map<PaletteSection, number>();
  for (const [{ section }, fit] of found) best.set(section, Math.max(fit, best.get(section) ?? 0));
  return bySection(found.map(([item]) => item))
    .map(({ section, items: all }) => ({ section, items: all.slice(0, MAX_IN_SECTION) }))
    .sort((left, right) => (best.get(right.section) ?? 0) - (best.get(left.section) ?? 0));
}
