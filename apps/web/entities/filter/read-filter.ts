import type { Expression } from "@docket/schema/filter/expression";
import { parseFilter } from "@docket/schema/filter/parse";
import { FilterProblem } from "@docket/schema/filter/problem";
import type { Resolver } from "@docket/schema/filter/resolver";
import { filterResolver } from "./filter-resolver.ts";
import type { FilterNames } from "./filter-resolver.ts";

/** A parsed filter (null matches all tasks), and the first problem in the text with its position. */
export type ReadFilter = { where: Expression | null; problem: FilterProblem | null };

/** Parses the filter of a page. Invalid text matches all tasks. */
export function readFilter(text: string, resolver: Resolver): ReadFilter {
  try {
    return { where: parseFilter(text, resolver), problem: null };
  } catch (error) {
    if (error instanceof FilterProblem) return { where: null, problem: error };
    throw error;
  }
}

/** Parses the filter of a page, resolving the given names. */
export function readFilterOf(text: string, names: FilterNames): ReadFilter {
  return readFilter(text, filterResolver(names));
}
