import { expect, test } from "vitest";
import { contestOf } from "./contest.ts";

const DRAFT = { text: "mine", base: "old", version: 3 };

test("there is something to choose once the text on which a draft was begun is another", () => {
  expect(contestOf(null, { text: "new", version: 4 })).toBeNull();
  expect(contestOf(DRAFT, { text: "old", version: 4 })).toBeNull();
  expect(contestOf(DRAFT, { text: "mine", version: 4 })).toBeNull();
  expect(contestOf(DRAFT, { text: "new", version: 4 })).toEqual({
    base: "old",
    theirs: "new",
    mine: "mine",
    version: 4,
  });
});

test("a refusal may know more than the page, and the page more than an old refusal", () => {
  const refused = { ...DRAFT, theirs: { text: "new", version: 4 } };
  expect(contestOf(refused, { text: "old", version: 3 })).toMatchObject({ theirs: "new", version: 4 });
  expect(contestOf(refused, { text: "newer", version: 5 })).toMatchObject({ theirs: "newer", version: 5 });
});
