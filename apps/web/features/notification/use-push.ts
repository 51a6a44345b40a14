"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { useNotice } from "../../ui/notice.tsx";
import { readPushBrowser, subscribeToPush, unsubscribeFromPush } from "./push-browser.ts";

const BROWSER_KEY = ["push-browser"];

/** Returns the state of push notifications in this browser, the viewer's devices, and the actions on them. */
export function usePush() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const notice = useNotice();
  const errorMessage = useErrorMessage();
  const t = useTranslations("notification.push");
  const browser = useQuery({ queryKey: BROWSER_KEY, queryFn: readPushBrowser, staleTime: 0 });
  const devices = useQuery(trpc.push.list.queryOptions());
  const items = devices.data?.items;
  const current = items?.find(({ isCurrent }) => isCurrent);

  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: BROWSER_KEY }),
      queryClient.invalidateQueries(trpc.push.list.queryFilter()),
    ]);
  const callbacks = {
    onSettled: refresh,
    onError: (error: unknown) =>
      notice({ text: error instanceof DOMException ? t("noService") : errorMessage(error), tone: "danger" }),
  };
  const turnOn = useMutation({
    mutationFn: async () => {
      if ((await Notification.requestPermission()) !== "granted") return;
      const { publicKey } = await client.push.getKey.query();
      await client.push.add.mutate(await subscribeToPush(publicKey));
    },
    ...callbacks,
  });
  const turnOff = useMutation({
    mutationFn: async () => {
      if (current) await client.push.remove.mutate({ id: current.id });
      await unsubscribeFromPush();
    },
    ...callbacks,
  });
  const remove = useMutation({
    mutationFn: ({ id }: { id: string; name: string }) => client.push.remove.mutate({ id }),
    onSuccess: (_, { name }) => notice({ text: t("removed", { name }), tone: "plain" }),
    ...callbacks,
  });
  const test = useMutation({
    mutationFn: () => client.push.test.mutate(),
    onSuccess: ({ outcome }) =>
      notice({ text: t(`outcomes.${outcome}`), tone: outcome === "sent" ? "plain" : "danger" }),
    ...callbacks,
  });

  return {
    /** Undefined while it is not known. */
    state: items && stateOf(browser.data, current !== undefined),
    others: items?.filter(({ isCurrent }) => !isCurrent) ?? [],
    error: devices.error,
    retry: () => void devices.refetch(),
    isBusy: [turnOn, turnOff, remove, test].some(({ isPending }) => isPending),
    turnOn: () => turnOn.mutate(),
    turnOff: () => turnOff.mutate(),
    remove: (device: { id: string; name: string }) => remove.mutate(device),
    test: () => test.mutate(),
  };
}

type PushBrowser = Awaited<ReturnType<typeof readPushBrowser>>;
type PushState = "on" | "off" | Exclude<PushBrowser["support"], "supported">;

/** @param isKnown whether the server sends to this browser */
function stateOf(browser: PushBrowser | undefined, isKnown: boolean): PushState | undefined {
  if (browser === undefined) return undefined;
  if (browser.support !== "supported") return browser.support;
  return browser.isSubscribed && isKnown ? "on" : "off";
}
