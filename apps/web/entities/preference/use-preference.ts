"use client";

import type { PreferenceList } from "@docket/schema/preference";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * Returns a personal setting and a function that changes it. The setting applies in all of the user's browsers. A
 * change takes effect immediately and is sent to the server in the background. If the server cannot be reached, the
 * change is lost when the page is closed.
 *
 * @param key name of the setting, see `PreferenceKey`
 * @param fallback value if the setting is not set. It also determines the type: values of other types must not be
 *   stored under the key.
 */
export function usePreference<Value extends Json>(key: string, fallback: Value): [Value, (value: Value) => void] {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const preferences = useQuery(trpc.preference.list.queryOptions(undefined, { staleTime: Infinity }));
  const set = useCallback(
    (value: Value) => {
      queryClient.setQueryData(trpc.preference.list.queryKey(), (list: PreferenceList | undefined) => ({
        items: [
          ...(list?.items.filter((item) => item.key !== key) ?? []),
          { key, value, updatedAt: new Date().toISOString() },
        ],
      }));
      // Ignore errors: a message would be more disruptive than having to change the setting again.
      client.preference.set.mutate({ key, value }).catch(() => undefined);
    },
    [client, key, queryClient, trpc],
  );
  return [valueIn(preferences.data, key, fallback), set];
}

/**
 * Returns a function that reads the current value of a personal setting. It is meant for event handlers, which can run
 * before the latest change has been rendered.
 */
export function usePreferenceReader<Value extends Json>(key: string, fallback: Value): () => Value {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  // Keeps the list loaded while the component is mounted.
  useQuery(trpc.preference.list.queryOptions(undefined, { staleTime: Infinity }));
  return useCallback(
    () => valueIn(queryClient.getQueryData(trpc.preference.list.queryKey()), key, fallback),
    [fallback, key, queryClient, trpc],
  );
}

function valueIn<Value extends Json>(list: PreferenceList | undefined, key: string, fallback: Value): Value {
  const stored = list?.items.find((item) => item.key === key)?.value;
  // Safe because only `usePreference` writes the key, with values of the fallback's type.
  return stored === undefined || stored === null ? fallback : (stored as Value);
}
