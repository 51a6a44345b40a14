import { expect, test } from "vitest";
import { conflictOf } from "./edit-conflict.ts";

const DRAFT = { text: "mine", base: "old", version: 3 };

test("returns a conflict when the server's text differs from the draft's base", () => {
  expect(conflictOf(null, { text: "new", version: 4 })).toBeNull();
  expect(conflictOf(DRAFT, { text: "old", version: 4 })).toBeNull();
  expect(conflictOf(DRAFT, { text: "mine", version: 4 })).toBeNull();
  expect(conflictOf(DRAFT, { text: "new", version: 4 })).toEqual({
    base: "old",
    theirs: "new",
    mine: "mine",
    version: 4,
  });
});

test("uses the newer of the page's version and the rejection's version", () => {
  const refused = { ...DRAFT, theirs: { text: "new", version: 4 } };
  expect(conflictOf(refused, { text: "old", version: 3 })).toMatchObject({ theirs: "new", version: 4 });
  expect(conflictOf(refused, { text: "newer", version: 5 })).toMatchObject({ theirs: "newer", version: 5 });
});
