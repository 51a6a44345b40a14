import { basename } from "node:path";

/** Comments and string literals, which contain no identifiers. */
const comments = /\/\*[\s\S]*?\*\/|(?<![:"'`])\/\/.*$/gm;
const strings = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;

/**
 * Reads the retired names from the first column of the table "Retired names" in the glossary. A name that ends with "…"
 * matches all names that begin with it.
 * @param {string} glossary text of `docs/glossary.md`
 * @returns {{ name: string, pattern: RegExp }[]}
 */
export function retiredNames(glossary) {
  const [, table = ""] = glossary.split("## Retired names");
  const cells = [...table.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell = ""]) => cell);
  return cells
    .flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name))
    .map((name) => ({ name, pattern: new RegExp(`\\b${name.replace("…", "\\w*")}\\b`) }));
}

/**
 * Returns a message for each retired name that a file uses, either in its file name or as an identifier.
 * @param {string} path
 * @param {string} text
 * @param {{ name: string, pattern: RegExp }[]} names
 * @returns {string[]} empty if there are no problems
 */
export function retiredIn(path, text, names) {
  const [stem = ""] = basename(path).split(".");
  const code = text.replace(comments, "").replace(strings, '""');
  return names
    .filter(({ name, pattern }) => (/^[a-z-]+$/.test(name) ? stem === name : pattern.test(code)))
    .map(({ name }) => `${path}: "${name}" is retired; docs/glossary.md has the name to use`);
}
