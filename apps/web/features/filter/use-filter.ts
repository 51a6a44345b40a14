"use client";

import type { Section } from "@docket/schema/section";
import type { TaskFilter } from "@docket/schema/task";
import { useMemo } from "react";
import { lazyValue } from "../../ui/lazy-component.ts";
import { useLabels, useMembers, useProjects } from "../workspace/use-entities.ts";
import type { NamedThings } from "./filter-resolver.ts";
import type { ReadFilter } from "./read-filter.ts";

// Most pages have no filter, and need not be able to read one before there is something to read.
const readingFilters = lazyValue(() => import("./read-filter.ts"));
const NO_FILTER: ReadFilter = { where: null, problem: null };

/** The filter of a page, with what is needed to change it. */
export type PageFilter = ReadFilter & {
  /** What its text can name, as this reader sees it. The sections are those of the one project that the page is about. */
  names: NamedThings;
  /** What all tasks of the page have in common; null where that is no filter that could be saved. */
  within: Partial<TaskFilter> | null;
};

/** Returns what the text of a filter can name, as this reader sees it. */
export function useFilterNames(sections: readonly Section[]): NamedThings {
  const [labels, members, projects] = [useLabels().items, useMembers().items, useProjects().items];
  return useMemo(() => ({ labels, members, projects, sections }), [labels, members, projects, sections]);
}

/** What a filter's text says on a page. The page waits for what reads it, as it does for an answer. */
export function useFilter(
  text: string,
  sections: readonly Section[],
  within: Partial<TaskFilter> | null = null,
): PageFilter {
  const names = useFilterNames(sections);
  const readFilterOf = text === "" ? null : readingFilters().readFilterOf;
  return useMemo(
    () => ({ ...(readFilterOf?.(text, names) ?? NO_FILTER), names, within }),
    [names, readFilterOf, text, within],
  );
}
