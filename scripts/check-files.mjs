// The names and lengths of all source files, against the laws in file-laws.mjs.
import { readFileSync } from "node:fs";
import { faults } from "./file-naming.mjs";
import { filesAt } from "./files.mjs";

const code = /\.(?:tsx?|mjs|css|prisma)$/;
const found = filesAt(["apps", "packages", "prisma", "scripts"])
  .filter((path) => code.test(path))
  .flatMap((path) => faults(path, readFileSync(path, "utf8")));

for (const fault of found) console.error(fault);
process.exitCode = found.length > 0 ? 1 : 0;
