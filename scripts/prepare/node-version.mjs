// Uses only old syntax, because the Node versions that this file rejects must be able to parse it.
import { readFileSync } from "fs";

const engines = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")).engines;
const wanted = engines.node.replace(/^>=/, "");

/** Returns whether the version `found` (e.g. "20.19.0") is at least `least`. Missing parts count as 0. */
export function isAtLeast(found, least) {
  const a = found.split(".").map(Number);
  const b = least.split(".").map(Number);
  for (let i = 0; i < 3; i++) {
    const difference = (a[i] || 0) - (b[i] || 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** Exits with a one-sentence message if this Node is older than `engines.node` in package.json. */
export function requireNode() {
  requireVersion(wanted);
}

function requireVersion(least) {
  if (isAtLeast(process.versions.node, least)) return;
  console.error(
    "Docket needs Node " +
      least +
      " or newer, and this is " +
      process.versions.node +
      ": install a current Node from https://nodejs.org and run the command again.",
  );
  process.exit(1);
}

/** The same check as source code, for programs that run without this file. It works in both ES modules and CommonJS. */
export const checkSource = `${String(isAtLeast)}\n${String(requireVersion)}\nrequireVersion(${JSON.stringify(wanted)});\n`;
