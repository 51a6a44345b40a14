import type { Resolver } from "@docket/schema/filter/resolver";
import { useMemo } from "react";
import { filterResolver } from "./filter-resolver.ts";
import type { FilterNames } from "./filter-resolver.ts";

/**
 * Returns a resolver that converts between names and ids. It has its own module, so that pages without a filter do not
 * load it.
 */
export function useResolver(names: FilterNames): Resolver {
  return useMemo(() => filterResolver(names), [names]);
}
