import { expect, test } from "vitest";
import { BASE_VIEW, hasViewState, readViewState, writeViewState } from "./view-state.ts";
import type { ViewState } from "./view-state.ts";

const project: ViewState = { ...BASE_VIEW, groupBy: "section" };

test("reads back the view that was written, and omits the defaults", () => {
  const chosen: ViewState = {
    layout: "board",
    groupBy: "priority",
    sortBy: "due",
    direction: "descending",
    withClosed: true,
    filter: "priority:1 and label:home",
    folded: ["a", "b"],
    range: "week",
    day: "2026-11-25",
    columns: ["status", "due"],
  };
  const search = writeViewState(new URLSearchParams("task=1"), chosen, project);
  expect(readViewState(search, project)).toEqual(chosen);
  expect(search.get("task")).toBe("1");
  expect(writeViewState(search, project, project).toString()).toBe("task=1");
});

test("falls back to the defaults for invalid parameters", () => {
  const search = new URLSearchParams(
    "layout=hologram&group=&sort=__proto__&direction=up&done=maybe&range=year&day=2026-02-30",
  );
  expect(readViewState(search, project)).toEqual(project);
  expect(hasViewState(search)).toBe(true);
  expect(hasViewState(new URLSearchParams("task=1"))).toBe(false);
});
