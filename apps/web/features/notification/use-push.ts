"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { useNotice } from "../../ui/notice.tsx";
import { readPushBrowser, subscribeToPush, unsubscribeFromPush } from "./push-browser.ts";
import { pushState } from "./push-state.ts";

const BROWSER_KEY = ["push-browser"];

/** Returns the state of push notifications in this browser, the viewer's devices, and the actions on them. */
export function usePush() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const notice = useNotice();
  const errorMessage = useErrorMessage();
  const t = useTranslations("notification.push");
  const browser = useQuery({ queryKey: BROWSER_KEY, queryFn: readPushBrowser, staleTime: 0, networkMode: "always" });
  const devices = useQuery(trpc.push.list.queryOptions());
  const items = devices.data?.items;
  const current = items?.find(({ isCurrent }) => isCurrent);
  const subscription = current && browser.data?.subscription;
  const key = useQuery({ ...trpc.push.getKey.queryOptions(), enabled: Boolean(subscription) });

  const state = pushState(browser.data, devices, subscription ? key : null);
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: BROWSER_KEY }),
      queryClient.invalidateQueries(trpc.push.pathFilter()),
    ]);
  const options = {
    // Without a connection they fail with a message instead of waiting for it.
    networkMode: "always" as const,
    onSettled: refresh,
    onError: (error: unknown) =>
      notice({ text: error instanceof DOMException ? t("noService") : errorMessage(error), tone: "danger" }),
  };
  const turnOn = useMutation({
    mutationFn: async () => {
      const permission = await Notification.requestPermission();
      if (permission === "default") notice({ text: t("notAllowed"), tone: "plain" });
      if (permission !== "granted") return;
      const { publicKey } = await queryClient.query(trpc.push.getKey.queryOptions());
      await client.push.add.mutate(await subscribeToPush(publicKey));
    },
    ...options,
  });
  const turnOff = useMutation({
    mutationFn: async () => {
      if (current) await client.push.remove.mutate({ id: current.id });
      await unsubscribeFromPush();
    },
    ...options,
  });
  const remove = useMutation({
    mutationFn: ({ id }: { id: string; name: string }) => client.push.remove.mutate({ id }),
    onSuccess: (_, { name }) => notice({ text: t("removed", { name }), tone: "plain" }),
    ...options,
  });
  const test = useMutation({
    mutationFn: () => client.push.test.mutate(),
    onSuccess: ({ outcome }) =>
      notice({ text: t(`outcomes.${outcome}`), tone: outcome === "sent" ? "plain" : "danger" }),
    ...options,
  });

  // The browser may have got another address while its service worker could not tell the server.
  const input = state === "on" && subscription?.input.endpoint !== devices.data?.endpoint ? subscription?.input : null;
  const renewal = useQuery({
    queryKey: ["push-renewal", input?.endpoint],
    queryFn: async () => {
      if (input) await client.push.renew.mutate(input).finally(() => void refresh());
      return null;
    },
    enabled: Boolean(input),
    retry: false,
  });

  const isBusy = [turnOn, turnOff, remove, test].some(({ isPending }) => isPending);
  const whenIdle = (run: () => void) => () => {
    if (!isBusy) run();
  };
  return {
    state,
    others: items?.filter(({ isCurrent }) => !isCurrent) ?? [],
    error: devices.error ?? browser.error ?? key.error ?? renewal.error,
    retry: () => {
      void refresh();
      if (renewal.isError) void renewal.refetch();
    },
    isBusy,
    turnOn: whenIdle(() => turnOn.mutate()),
    turnOff: whenIdle(() => turnOff.mutate()),
    remove: (device: { id: string; name: string }) => whenIdle(() => remove.mutate(device))(),
    test: whenIdle(() => test.mutate()),
  };
}
