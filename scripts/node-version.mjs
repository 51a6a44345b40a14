// Old syntax on purpose: this file must still parse on the Node versions it refuses.
import { readFileSync } from "fs";

const engines = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).engines;
const wanted = engines.node.replace(/^>=/, "");

/** Whether the dotted version `found` is at least `least`; missing parts count as 0. */
export function isAtLeast(found, least) {
  const a = found.split(".").map(Number);
  const b = least.split(".").map(Number);
  for (let i = 0; i < 3; i++) {
    const difference = (a[i] || 0) - (b[i] || 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** Ends the process with one sentence when this Node is older than package.json's `engines.node`. */
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

/** The same check as source text, to begin programs with that run without this file; it suits modules of both kinds. */
export const checkSource = `${String(isAtLeast)}\n${String(requireVersion)}\nrequireVersion(${JSON.stringify(wanted)});\n`;
