"use client";

import type { Resolver } from "@docket/schema/filter/resolver";
import type { Section } from "@docket/schema/section";
import type { TaskFilter } from "@docket/schema/task";
import { useMemo } from "react";
import { readLater } from "../../ui/loaded-later.ts";
import { useLabels, useMembers, useProjects } from "../workspace/use-nouns.ts";
import { filterResolver } from "./filter-resolver.ts";
import type { ReadFilter } from "./read-filter.ts";

// Most pages have no filter, and need not be able to read one before there is something to read.
const readingFilters = readLater(() => import("./read-filter.ts"));
const NO_FILTER: ReadFilter = { where: null, problem: null };

/** The filter of a page, with what is needed to change it. */
export type PageFilter = ReadFilter & {
  resolver: Resolver;
  /** The sections of the one project that the page is about. */
  sections: readonly Section[];
  /** What all tasks of the page have in common; null where that is no filter that could be saved. */
  within: Partial<TaskFilter> | null;
};

/** Names and ids, as this reader sees them. */
export function useResolver(sections: readonly Section[]): Resolver {
  const [labels, members, projects] = [useLabels().items, useMembers().items, useProjects().items];
  return useMemo(() => filterResolver({ labels, members, projects, sections }), [labels, members, projects, sections]);
}

/** What a filter's text says on a page. The page waits for what reads it, as it does for an answer. */
export function useFilter(
  text: string,
  sections: readonly Section[],
  within: Partial<TaskFilter> | null = null,
): PageFilter {
  const resolver = useResolver(sections);
  const readFilter = text === "" ? null : readingFilters().readFilter;
  return useMemo(
    () => ({ ...(readFilter?.(text, resolver) ?? NO_FILTER), resolver, sections, within }),
    [readFilter, resolver, sections, text, within],
  );
}
