import type { ReactNode } from "react";
import type { CommandId } from "../command/command-table.ts";
import { specOf } from "../command/command-table.ts";
import { ranked } from "./rank.ts";

/** The sections of the palette, in their order when nothing is typed. */
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

/** One line of the palette. */
export type PaletteItem = {
  /** Under which it is remembered: `command:task.add`, `project:<id>`. */
  id: string;
  section: PaletteSection;
  text: string;
  /** What tells it from others of the same name. */
  detail?: string;
  icon?: ReactNode;
  keys?: string | undefined;
  /** It has been found for what was typed, though its text does not show why. */
  isFound?: boolean;
  /** What it does, once the palette is closed and the focus is back where it was. */
  run: () => void;
};

const SECTION_OF: { [Id in CommandId]?: PaletteSection } = {
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

/** The section in which a command stands. */
export function sectionOf(id: CommandId): PaletteSection {
  const { group } = specOf(id);
  return SECTION_OF[id] ?? (group === "task" ? "subject" : group === "go" ? "go" : "page");
}

/** Signs that limit the palette to one kind of thing when they come first. */
export const PREFIXES = { ">": "commands", "#": "projects", "@": "labels", "/": "views" } as const;
export type PaletteScope = "all" | (typeof PREFIXES)[keyof typeof PREFIXES];

/** What was typed: the kind of thing to which it is limited, and the words. */
export function readSearch(search: string): { scope: PaletteScope; words: string } {
  const first = search.charAt(0);
  // Safe because it is looked whether the sign is one of them.
  const scope = first in PREFIXES ? PREFIXES[first as keyof typeof PREFIXES] : "all";
  return { scope, words: (scope === "all" ? search : search.slice(1)).trim() };
}

/** Project and number of a task as people say it, e.g. HOME-12. */
export function readReference(words: string): { key: string; number: number } | null {
  const found = /^([A-Za-z][A-Za-z0-9]{0,9})-(\d{1,9})$/.exec(words);
  return found ? { key: (found[1] ?? "").toUpperCase(), number: Number(found[2]) } : null;
}

/** Lines of one section while one searches; whoever wants more types more. */
const MAX_IN_SECTION = 8;
const NOUNS: ReadonlySet<PaletteSection> = new Set(["tasks", "projects", "labels", "views", "people"]);

export type ShownSection = { section: PaletteSection; items: PaletteItem[] };

/**
 * What the palette shows: with nothing typed, all commands and what was chosen lately; else what fits, the section with the
 * best fit first.
 *
 * @param recent ids of what was chosen lately, newest first
 */
export function shownSections(
  search: string,
  items: readonly PaletteItem[],
  recent: readonly string[],
): ShownSection[] {
  const { scope, words } = readSearch(search);
  const inScope = items.filter(({ section }) =>
    scope === "all" ? true : scope === "commands" ? !NOUNS.has(section) : section === scope,
  );
  if (words !== "") return fitting(words, inScope);
  const byId = new Map(inScope.map((item) => [item.id, item]));
  const lately: PaletteItem[] = recent
    .flatMap((id) => byId.get(id) ?? [])
    .map((item) => ({ ...item, section: "recent" as const }));
  const wanted = inScope.filter(({ section }) => scope !== "all" || !NOUNS.has(section));
  return bySection([...lately, ...wanted]);
}

function bySection(items: readonly PaletteItem[]): ShownSection[] {
  return PALETTE_SECTIONS.map((section) => ({
    section,
    items: items.filter((item) => item.section === section),
  })).filter((shown) => shown.items.length > 0);
}

function fitting(words: string, items: readonly PaletteItem[]): ShownSection[] {
  const found = ranked(words, items);
  const best = new Map<PaletteSection, number>();
  for (const [{ section }, fit] of found) best.set(section, Math.max(fit, best.get(section) ?? 0));
  return bySection(found.map(([item]) => item))
    .map(({ section, items: all }) => ({ section, items: all.slice(0, MAX_IN_SECTION) }))
    .sort((left, right) => (best.get(right.section) ?? 0) - (best.get(left.section) ?? 0));
}
