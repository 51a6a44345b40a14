import type { PatternTable } from "./language.ts";
import { foldWord } from "./word.ts";

/** The patterns of a kind as a tree: they share what they begin with, so that it is matched only once. */
export type PatternTree = {
  /** What follows an element of a pattern. */
  children: Map<string, PatternTree>;
  /** The children that follow a class of words, by the class. */
  classes: Map<string, PatternTree[]>;
  /** The children that follow another pattern. */
  nested: PatternTree[];
  /** The class or kind of pattern that precedes, and the name under which its value is stored. */
  source: string;
  name: string;
  /** What the pattern that ends here means, and its position in the table. */
  meaning: { action: string; parameter: string | undefined; order: number } | null;
};

/** Prepares the patterns of a kind. Those that come first have a lower order. */
export function compilePatterns(tables: readonly PatternTable[]): PatternTree {
  const root = createTree();
  let order = 0;
  for (const [action, rows = []] of tables.flatMap((table) => Object.entries(table)))
    for (const row of rows) {
      const [pattern = "", parameter] = row.split(" => ");
      let ends = [root];
      for (const element of pattern.split(" ")) {
        const next = ends.flatMap((tree) => grow(tree, element.replace("?", "")));
        ends = element.endsWith("?") ? [...ends, ...next] : next;
      }
      order += 1;
      for (const tree of ends) tree.meaning ??= { action, parameter, order };
    }
  return root;
}

function createTree(source = "", name = source): PatternTree {
  return { children: new Map(), classes: new Map(), nested: [], source, name, meaning: null };
}

/** Returns the trees after an element of a pattern. */
function grow(tree: PatternTree, element: string): PatternTree[] {
  return element.split("|").map((choice) => {
    const [, source, name] = /^[{<](\w+)(?:=(\w+))?[}>]/.exec(choice) ?? [];
    const key = source ? choice : foldWord(choice);
    let child = tree.children.get(key);
    if (!child) {
      child = createTree(source, name);
      tree.children.set(key, child);
      if (choice.startsWith("<")) tree.nested.push(child);
      else if (source) tree.classes.set(source, [...(tree.classes.get(source) ?? []), child]);
    }
    return child;
  });
}
