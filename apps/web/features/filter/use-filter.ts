"use client";

import type { Resolver } from "@docket/schema/filter/resolver";
import type { Section } from "@docket/schema/section";
import { useMemo } from "react";
import { useLabels, useMembers, useProjects } from "../workspace/use-nouns.ts";
import { filterResolver } from "./filter-resolver.ts";
import { readFilter } from "./read-filter.ts";
import type { ReadFilter } from "./read-filter.ts";

/** Names and ids, as this reader sees them. */
export function useResolver(sections: readonly Section[]): Resolver {
  const [labels, members, projects] = [useLabels().items, useMembers().items, useProjects().items];
  return useMemo(() => filterResolver({ labels, members, projects, sections }), [labels, members, projects, sections]);
}

/** What a filter's text says. */
export function useFilter(text: string, sections: readonly Section[]): ReadFilter {
  const resolver = useResolver(sections);
  return useMemo(() => readFilter(text, resolver), [resolver, text]);
}
