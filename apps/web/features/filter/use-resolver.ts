import type { Resolver } from "@docket/schema/filter/resolver";
import { useMemo } from "react";
import { filterResolver } from "./filter-resolver.ts";
import type { NamedThings } from "./filter-resolver.ts";

/** Returns how to turn the names in a filter's text into ids and back. Most pages have no filter and need not load it. */
export function useResolver(names: NamedThings): Resolver {
  return useMemo(() => filterResolver(names), [names]);
}
