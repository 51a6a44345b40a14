import type { Day } from "../day.ts";
import type { PatternRow } from "./language.ts";
import type { Reading } from "./lexicon.ts";
import type { QuickAddContext } from "./quick-add.ts";
import { foldWord } from "./word.ts";

/** What a pattern means: an action and its parameter. Rows that come first in the table have a lower order. */
type Meaning<Action extends string> = { action: Action; parameter: string | number | undefined; order: number };

/** The patterns of a language as a tree: they share what they begin with, so that it is matched only once. */
export type PatternTree<Action extends string> = {
  words: Map<string, PatternTree<Action>>;
  /** What follows a class in braces, by the class. */
  edges: Map<string, Edge<Action>[]>;
  meaning: Meaning<Action> | null;
};

/** The name under which the value of a class is stored, and what follows. */
type Edge<Action extends string> = { name: string; next: PatternTree<Action> };

/** The values of the classes of a matched pattern. */
export type Values = Reading & { day?: { day: Day } };

/** Gives a matched pattern a meaning; null if it has none. */
export type Action<Value> = (
  values: Values,
  context: QuickAddContext,
  parameter: string | number | undefined,
) => Value | null;

/** Prepares the patterns of a language. */
export function compilePatterns<Action extends string>(rows: readonly PatternRow<Action>[]): PatternTree<Action> {
  const root = emptyTree<Action>();
  for (const [order, [pattern, action, parameter]] of rows.entries()) {
    let ends = [root];
    for (const element of pattern.split(" ")) {
      const next = ends.flatMap((tree) => grow(tree, element.replace("?", "")));
      ends = element.endsWith("?") ? [...ends, ...next] : next;
    }
    for (const tree of ends) tree.meaning ??= { action, parameter, order };
  }
  return root;
}

function emptyTree<Action extends string>(): PatternTree<Action> {
  return { words: new Map(), edges: new Map(), meaning: null };
}

/** Returns the trees after an element of a pattern. */
function grow<Action extends string>(tree: PatternTree<Action>, element: string): PatternTree<Action>[] {
  const [, source = "", name = source] = /^\{(\w+)(?:=(\w+))?\}/.exec(element) ?? [];
  if (source === "")
    return element.split("|").map((choice) => {
      const word = foldWord(choice);
      const child = tree.words.get(word) ?? emptyTree<Action>();
      tree.words.set(word, child);
      return child;
    });
  const edges = tree.edges.get(source) ?? [];
  tree.edges.set(source, edges);
  let edge = edges.find((one) => one.name === name);
  if (edge === undefined) {
    edge = { name, next: emptyTree<Action>() };
    edges.push(edge);
  }
  return [edge.next];
}
