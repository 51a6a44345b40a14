import { expect, test } from "vitest";
import { folderCycles, importsOf } from "./folder-cycles.mjs";

test("reads static and dynamic imports, re-exports and type imports, but not comments", () => {
  const text = `
    import { one } from "./one.ts";
    import type { Two } from "../two.ts";
    export { three } from "./three.ts";
    export * from "./four.ts";
    // import { five } from "./five.ts";
    const six = () => import("./sub/six.tsx");
    import zod from "zod";`;
  expect(importsOf("packages/core/src/log/row.ts", text)).toEqual([
    "packages/core/src/log/one.ts",
    "packages/core/src/two.ts",
    "packages/core/src/log/three.ts",
    "packages/core/src/log/four.ts",
    "packages/core/src/log/sub/six.tsx",
  ]);
});

test("reports two folders that import each other, even though no two files do", () => {
  const cycles = folderCycles([
    ["src/task/list.ts", "src/project/row.ts"],
    ["src/project/queries.ts", "src/task/input.ts"],
    ["src/task/list.ts", "src/task/input.ts"],
    ["src/label/row.ts", "src/task/input.ts"],
  ]);
  expect(cycles).toEqual([
    {
      folder: "src",
      members: ["project", "task"],
      imports: ["src/task/list.ts imports src/project/row.ts", "src/project/queries.ts imports src/task/input.ts"],
    },
  ]);
});

test("reports a cycle between several folders, between nested folders, and between files", () => {
  const membersOf = (imports: [string, string][]) => folderCycles(imports).map(({ members }) => members);
  expect(
    membersOf([
      ["a/x.ts", "b/x.ts"],
      ["b/y.ts", "c/x.ts"],
      ["c/y.ts", "a/y.ts"],
    ]),
  ).toEqual([["a", "b", "c"]]);
  expect(
    membersOf([
      ["a/one/x.ts", "a/two/x.ts"],
      ["a/two/y.ts", "a/one/y.ts"],
    ]),
  ).toEqual([["one", "two"]]);
  expect(
    membersOf([
      ["a/x.ts", "a/y.ts"],
      ["a/y.ts", "a/x.ts"],
    ]),
  ).toEqual([["x.ts", "y.ts"]]);
});

test("reports nothing if all imports point in one direction", () => {
  const imports: [string, string][] = [
    ["a/x.ts", "b/x.ts"],
    ["a/x.ts", "c/x.ts"],
    ["b/y.ts", "c/x.ts"],
    ["b/x.ts", "b/y.ts"],
  ];
  expect(folderCycles(imports)).toEqual([]);
});
