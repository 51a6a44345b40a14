import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Returns all modules that a module imports, directly or indirectly, except for type imports. */
function loadedBy(module: URL, known = new Set<string>()): Set<string> {
  known.add(module.href);
  for (const [, specifier = ""] of readFileSync(module, "utf8").matchAll(/^import (?!type )[^;]*"([^"]+)";/gm)) {
    if (!specifier.startsWith(".")) known.add(specifier);
    else if (!known.has(new URL(specifier, module).href)) loadedBy(new URL(specifier, module), known);
  }
  return known;
}

test.each(["parse", "print", "resolver", "../expression-match", "expression", "../filter-match"])(
  "%s imports no schemas",
  (name) => {
    const loaded = loadedBy(new URL(`${name}.ts`, import.meta.url));
    expect([...loaded].filter((module) => !module.startsWith("file:"))).toEqual([]);
  },
);

test("detects a module that imports schemas", () => {
  expect(loadedBy(new URL("expression-input.ts", import.meta.url))).toContain("zod");
});
