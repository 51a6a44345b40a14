// Not a package script, because none of our linters checks folders.
// Rejects import cycles between folders and between files, including type imports.
import { existsSync, readFileSync } from "node:fs";
import { folderCycles, importsOf } from "./check/folder-cycles.mjs";
import { filesAt } from "./prepare/files.mjs";

const code = /\.(?:tsx?|mjs)$/;
/** Test files, which can import anything that they need. */
const isTest = /\.(?:test|journey|screens|speed)\.tsx?$|\/(?:journeys|testing)\//;

const files = filesAt(["apps", "packages", "scripts"]).filter((path) => code.test(path) && !isTest.test(path));
const imports = files.flatMap((from) =>
  importsOf(from, readFileSync(from, "utf8"))
    .filter((to) => existsSync(to))
    .map((to) => /** @type {const} */ ([from, to])),
);
const cycles = folderCycles(imports);

for (const { folder, members, imports: arrows } of cycles)
  console.error([`${folder}: ${members.join(", ")} import each other:`, ...arrows].join("\n  "));
process.exitCode = cycles.length > 0 ? 1 : 0;
