// Not a package script, because none of our linters checks the names and lengths of files.
// Checks the names and lengths of all source files against the rules in check/file-naming.mjs, and rejects retired
// names.
import { readFileSync } from "node:fs";
import { fileProblems } from "./check/file-naming.mjs";
import { retiredIn, retiredNames } from "./check/retired-names.mjs";
import { filesAt } from "./prepare/files.mjs";

const code = /\.(?:tsx?|mjs|css|prisma)$/;
const names = retiredNames(readFileSync("docs/glossary.md", "utf8"));
const found = filesAt(["apps", "packages", "prisma", "scripts"])
  .filter((path) => code.test(path))
  .flatMap((path) => {
    const text = readFileSync(path, "utf8");
    return [...fileProblems(path, text), ...retiredIn(path, text, names)];
  });

for (const fault of found) console.error(fault);
process.exitCode = found.length > 0 ? 1 : 0;
