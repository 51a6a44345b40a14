import { expect, test } from "vitest";
import { SetPreference } from "./preference.ts";

const accepts = (value: unknown) => SetPreference.safeParse({ key: "view.columns", value }).success;

test.each([["\0"], ["\ud800"], ["\udc00 alone"], [["nested", { text: "\ud83d" }]]])(
  "rejects %j, which PostgreSQL can't store",
  (value) => {
    expect(accepts(value)).toBe(false);
  },
);

test.each([String.raw`\u0000`, String.raw`C:\\ud800`, String.raw`\ud83d`, "😀", ""])("accepts the text %j", (value) => {
  expect(accepts(value)).toBe(true);
});
