import { QueryClient, defaultShouldDehydrateQuery } from "@tanstack/react-query";
import { isRefusal } from "./refusal.ts";

/**
 * A cache for answers. What the server sent with the page is fresh enough for the first seconds, so that nothing is asked
 * twice; a refusal is an answer and not tried again.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 20_000, retry: (count, error) => !isRefusal(error) && count < 2 },
      mutations: { retry: false },
      dehydrate: { shouldDehydrateQuery: defaultShouldDehydrateQuery },
    },
  });
}
