import { expect, test } from "vitest";
import { ACTIONS } from "../../actions/action-table.ts";
import type { ActionId } from "../../actions/action-table.ts";
import { PALETTE_SECTIONS, readReference, readSearch, sectionOf, shownSections } from "./palette-item.ts";
import type { PaletteItem, PaletteSection } from "./palette-item.ts";

const item = (section: PaletteSection, text: string): PaletteItem => ({
  id: `${section}:${text}`,
  section,
  text,
  run: () => undefined,
});
const ITEMS = [
  item("subject", "High priority"),
  item("go", "Go to today"),
  item("create", "Add a task"),
  item("projects", "Hiking"),
  item("projects", "Today and tomorrow"),
  item("labels", "high up"),
];
const shown = (search: string, recent: string[] = []) =>
  shownSections(search, ITEMS, recent).map(({ section, items }) => [section, ...items.map(({ text }) => text)]);

test("shows all actions for an empty search, with recent items after the actions on the selection", () => {
  expect(shown("", ["projects:Hiking", "projects:gone", "go:Go to today"])).toEqual([
    ["subject", "High priority"],
    ["recent", "Hiking", "Go to today"],
    ["go", "Go to today"],
    ["create", "Add a task"],
  ]);
});

test("sorts sections by their best match", () => {
  expect(shown("high")).toEqual([
    ["labels", "high up"],
    ["subject", "High priority"],
  ]);
  expect(shown("today")[0]).toEqual(["projects", "Today and tomorrow"]);
});

test("limits the search to one kind of item with a prefix", () => {
  expect(shown(">hi")).toEqual([["subject", "High priority"]]);
  expect(shown("#")).toEqual([["projects", "Hiking", "Today and tomorrow"]]);
  expect(shown("@ high")).toEqual([["labels", "high up"]]);
  expect(readSearch("a > b")).toEqual({ scope: "all", words: "a > b" });
});

test("parses task references", () => {
  expect(readReference("home-12")).toEqual({ key: "HOME", number: 12 });
  for (const other of ["home 12", "12", "-12", "home-", "home-x"]) expect(readReference(other)).toBeNull();
});

test("has a section for each action", () => {
  // Safe because the keys of `ACTIONS` are the action ids.
  for (const id of Object.keys(ACTIONS) as ActionId[]) expect(PALETTE_SECTIONS).toContain(sectionOf(id));
});
