"use client";

import type { Section } from "@docket/schema/section";
import type { TaskFilter } from "@docket/schema/task";
import { useMemo } from "react";
import { lazyValue } from "../../ui/lazy-component.ts";
import { useLabels, useMembers, useProjects } from "../workspace/use-entities.ts";
import type { FilterNames } from "./filter-resolver.ts";
import type { ReadFilter } from "./read-filter.ts";

// Loaded on demand, because most pages have no filter.
const lazyReadFilter = lazyValue(() => import("./read-filter.ts"));
const NO_FILTER: ReadFilter = { where: null, problem: null };

/** The filter of a page and the data for editing it. */
export type PageFilter = ReadFilter & {
  /** The entities to which the filter can refer. Sections belong to the project to which the page is limited. */
  names: FilterNames;
  /** The page's built-in condition, which all of its tasks meet; null if it cannot be part of a saved filter. */
  within: Partial<TaskFilter> | null;
};

/** Returns the entities that a filter's text can refer to and that the viewer can see. */
export function useFilterNames(sections: readonly Section[]): FilterNames {
  const [labels, members, projects] = [useLabels().items, useMembers().items, useProjects().items];
  return useMemo(() => ({ labels, members, projects, sections }), [labels, members, projects, sections]);
}

/** Parses the filter of a page. Suspends until the parser has loaded. */
export function useFilter(
  text: string,
  sections: readonly Section[],
  within: Partial<TaskFilter> | null = null,
): PageFilter {
  const names = useFilterNames(sections);
  const readFilterOf = text === "" ? null : lazyReadFilter().readFilterOf;
  return useMemo(
    () => ({ ...(readFilterOf?.(text, names) ?? NO_FILTER), names, within }),
    [names, readFilterOf, text, within],
  );
}
