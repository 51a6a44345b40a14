import { QueryClient, defaultShouldDehydrateQuery } from "@tanstack/react-query";
import { isDocketError } from "./api-error.ts";

/**
 * Creates a query cache. Data sent with the page is fresh for the first seconds, so it is not refetched immediately.
 * Errors returned by Docket itself are not retried.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 20_000, retry: (count, error) => !isDocketError(error) && count < 2 },
      mutations: { retry: false },
      dehydrate: { shouldDehydrateQuery: defaultShouldDehydrateQuery },
    },
  });
}
