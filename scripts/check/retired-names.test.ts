import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { retiredIn, retiredNames } from "./retired-names.mjs";

const names = retiredNames(readFileSync(new URL("../../docs/glossary.md", import.meta.url), "utf8"));

test.each([
  ["packages/core/src/passage.ts", "export const one = 1;", "passage"],
  ["packages/core/src/passage.test.ts", "", "passage"],
  ["apps/web/ui/part.tsx", "const part = loadedLater(() => load());", "loadedLater"],
  ["packages/core/src/limit.ts", "const MOST_TASKS = 5;", "MOST_…"],
])("rejects a retired name in %s", (path, text, name) => {
  expect(retiredIn(path, text, names)).toEqual([expect.stringContaining(`"${name}" is retired`)]);
});

test.each([
  ["packages/core/src/task.ts", "// loadedLater was its name\nexport const one = 1;"],
  ["packages/core/src/task.ts", 'const text = "a Passage to India";'],
  ["packages/core/src/task.ts", "const Passages = 1;"],
])("allows other names, comments and strings in %s", (path, text) => {
  expect(retiredIn(path, text, names)).toEqual([]);
});

test("reads every retired name in the glossary", () => {
  expect(names.length).toBeGreaterThan(70);
});
