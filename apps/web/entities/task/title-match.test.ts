import { expect, test } from "vitest";
import { titleMatcher } from "./title-match.ts";

test.each([
  ["Order boxes", "box", true],
  ["Order boxes", "boxes order", true],
  ["Order boxes", "xes", true],
  ["Order boxes", "or", true],
  ["Order boxes", "es", false],
  ["Order boxes", "order crates", false],
  ["Café Ångström", "cafe angstrom", true],
  ["Order boxes", "  ", false],
  ["Order boxes", "-", false],
])("%s, searched for %s: %s", (title, search, isMatch) => {
  const task = { title };
  const matches = titleMatcher(search);
  expect([matches(task), matches(task)]).toEqual([isMatch, isMatch]);
});
