import { dirname, join } from "node:path";
import { parseSync } from "oxc-parser";

/**
 * Lists the relative imports of a file (static and dynamic imports, re-exports and type imports) as paths from the
 * repository root.
 * @param {string} path
 * @param {string} text
 * @returns {string[]}
 */
export function importsOf(path, text) {
  const { staticImports, staticExports, dynamicImports } = parseSync(path, text).module;
  const specifiers = [
    ...staticImports.map((one) => one.moduleRequest.value),
    ...staticExports.flatMap((one) => one.entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ...dynamicImports.map((one) => text.slice(one.moduleRequest.start + 1, one.moduleRequest.end - 1)),
  ];
  return specifiers
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => join(dirname(path), specifier).replaceAll("\\", "/"));
}

/**
 * Finds import cycles between the files and folders of each folder. A folder represents everything below it, so two
 * folders form a cycle if each contains a file that imports a file in the other, even if no two files import each
 * other.
 * @param {(readonly [from: string, to: string])[]} imports paths from the repository root
 * @returns {{ folder: string, members: string[], imports: string[] }[]} one entry per cycle, with the imports that
 * cause it
 */
export function folderCycles(imports) {
  /** @type {Map<string, { from: string, to: string, text: string }[]>} */
  const byFolder = new Map();
  for (const [from, to] of imports) {
    const [left, right] = [from.split("/"), to.split("/")];
    const depth = left.findIndex((part, index) => part !== right[index]);
    const [a, b] = [left[depth], right[depth]];
    if (a === undefined || b === undefined) continue;
    const folder = left.slice(0, depth).join("/");
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), { from: a, to: b, text: `${from} imports ${to}` }]);
  }
  return [...byFolder]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([folder, arrows]) =>
      cyclesOf(arrows).map((members) => ({
        folder,
        members: members.toSorted(),
        imports: arrows
          .filter(({ from, to }) => members.includes(from) && members.includes(to))
          .map(({ text }) => text),
      })),
    );
}

/**
 * Groups the nodes of a graph that can reach each other, using Tarjan's algorithm.
 * @param {{ from: string, to: string }[]} arrows
 * @returns {string[][]} the groups with more than one node
 */
function cyclesOf(arrows) {
  /** @type {Map<string, Set<string>>} */
  const targets = new Map();
  for (const { from, to } of arrows) targets.set(from, (targets.get(from) ?? new Set()).add(to));
  const order = new Map();
  const lowest = new Map();
  /** @type {string[]} */
  const open = [];
  /** @type {string[][]} */
  const groups = [];
  /** @param {string} node */
  const visit = (node) => {
    order.set(node, order.size);
    lowest.set(node, order.get(node));
    open.push(node);
    for (const target of targets.get(node) ?? []) {
      if (!order.has(target)) visit(target);
      if (open.includes(target)) lowest.set(node, Math.min(lowest.get(node), lowest.get(target)));
    }
    if (lowest.get(node) === order.get(node)) groups.push(open.splice(open.indexOf(node)));
  };
  for (const node of targets.keys()) if (!order.has(node)) visit(node);
  return groups.filter((group) => group.length > 1);
}
