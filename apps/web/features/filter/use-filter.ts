"use client";

import type { Resolver } from "@docket/schema/filter/resolver";
import type { Section } from "@docket/schema/section";
import type { TaskFilter } from "@docket/schema/task";
import { useMemo } from "react";
import { useLabels, useMembers, useProjects } from "../workspace/use-nouns.ts";
import { filterResolver } from "./filter-resolver.ts";
import { readFilter } from "./read-filter.ts";
import type { ReadFilter } from "./read-filter.ts";

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

/** What a filter's text says on a page. */
export function useFilter(
  text: string,
  sections: readonly Section[],
  within: Partial<TaskFilter> | null = null,
): PageFilter {
  const resolver = useResolver(sections);
  return useMemo(
    () => ({ ...readFilter(text, resolver), resolver, sections, within }),
    [resolver, sections, text, within],
  );
}
