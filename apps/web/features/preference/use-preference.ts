"use client";

import type { PreferenceList } from "@docket/schema/preference";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * Something that the person set for themselves, in all their browsers. It counts at once; the server is told in the background,
 * and a page without connection keeps it until it is left.
 *
 * @param key its name, see `PreferenceKey`
 * @param fallback what counts as long as nothing is set; also decides the type, so nothing else may ever be stored under the key
 */
export function usePreference<Value extends Json>(key: string, fallback: Value): [Value, (value: Value) => void] {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const preferences = useQuery(trpc.preference.list.queryOptions(undefined, { staleTime: Infinity }));
  const stored = preferences.data?.items.find((item) => item.key === key)?.value;
  const set = useCallback(
    (value: Value) => {
      queryClient.setQueryData(trpc.preference.list.queryKey(), (list: PreferenceList | undefined) => ({
        items: [
          ...(list?.items.filter((item) => item.key !== key) ?? []),
          { key, value, updatedAt: new Date().toISOString() },
        ],
      }));
      // Losing it costs a click some day; a message about it would cost more.
      client.preference.set.mutate({ key, value }).catch(() => undefined);
    },
    [client, key, queryClient, trpc],
  );
  // Safe because a key is written by this hook alone, with values of the type of its fallback.
  return [stored === undefined || stored === null ? fallback : (stored as Value), set];
}
