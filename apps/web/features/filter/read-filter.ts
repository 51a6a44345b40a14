import type { Expression } from "@docket/schema/filter/expression";
import { parseFilter } from "@docket/schema/filter/parse";
import { FilterProblem } from "@docket/schema/filter/problem";
import type { Resolver } from "@docket/schema/filter/resolver";
import { filterResolver } from "./filter-resolver.ts";
import type { NamedThings } from "./filter-resolver.ts";

/** A filter's text as a condition on tasks (null for all of them), or what is wrong with it and where. */
export type ReadFilter = { where: Expression | null; problem: FilterProblem | null };

/** Reads the filter of a page. What can't be read filters nothing. */
export function readFilter(text: string, resolver: Resolver): ReadFilter {
  try {
    return { where: parseFilter(text, resolver), problem: null };
  } catch (error) {
    if (error instanceof FilterProblem) return { where: null, problem: error };
    throw error;
  }
}

/** Reads the filter of a page whose reader sees these things. */
export function readFilterOf(text: string, names: NamedThings): ReadFilter {
  return readFilter(text, filterResolver(names));
}
