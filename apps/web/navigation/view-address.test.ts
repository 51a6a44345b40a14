import { expect, test } from "vitest";
import { viewAtPath } from "./view-address.ts";

test("returns the workspace and the view of a path", () => {
  expect(viewAtPath("/w/home/today")).toEqual({ slug: "home", view: { kind: "today" } });
  expect(viewAtPath("/w/home/p/1a")).toEqual({ slug: "home", view: { kind: "project", id: "1a" } });
  expect(viewAtPath("/w/home/t/HOME-12")).toEqual({ slug: "home", view: { kind: "namedTask", id: "HOME-12" } });
});

test.each([
  "/",
  "/w/home",
  "/w/home/",
  "/w/home/p",
  "/w/home/p/",
  "/w/home/p/1a/more",
  "/w/home/today/more",
  "/w/home/toString/1a",
  "/w/home/settings/profile",
  "/w/home/import",
  "/admin/users",
  "w/home/today",
])("finds no view at %s", (path) => {
  expect(viewAtPath(path)).toBeNull();
});
