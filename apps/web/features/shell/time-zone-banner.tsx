"use client";

import { useMutation } from "@tanstack/react-query";
import { Globe } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { usePreference } from "../../entities/preference/use-preference.ts";
import { browserTimeZone, isSameZone } from "../../entities/viewer/browser-time-zone.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { useRefresh } from "../../navigation/use-navigate.ts";
import { useTRPCClient } from "../../trpc/react.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { useNotice } from "../../ui/notice.tsx";
import { Banner } from "./banner.tsx";

/** Preference with the zones of browsers in which the user kept the zone of the account. */
const IGNORED_ZONES_KEY = "timeZone.ignored";
const MAX_IGNORED_ZONES = 50;
const NO_ZONES: string[] = [];

/**
 * Banner that offers to switch to the browser's time zone if it differs from the account's. Once the user has decided,
 * it is not shown again for the same zone.
 */
export function TimeZoneBanner() {
  const { timeZone } = useViewer();
  const zone = useSyncExternalStore(onReturn, browserTimeZone, () => timeZone);
  const [ignored, setIgnored] = usePreference(IGNORED_ZONES_KEY, NO_ZONES);
  const client = useTRPCClient();
  const refresh = useRefresh();
  const notice = useNotice();
  const errorMessage = useErrorMessage();
  const t = useTranslations("connection.timeZone");
  const change = useMutation({
    mutationFn: () => client.account.update.mutate({ timeZone: zone }),
    onSuccess: () => refresh(),
    onError: (error) => notice({ text: errorMessage(error), tone: "danger" }),
  });
  if (ignored.includes(zone) || isSameZone(zone, timeZone)) return null;
  const nameOf = (name: string) => name.replaceAll("_", " ");
  return (
    <Banner icon={<Globe aria-hidden />}>
      {t("changed", { zone: nameOf(zone) })}{" "}
      <button
        type="button"
        className="min-h-6 px-1 font-medium underline pointer-coarse:min-h-11"
        disabled={change.isPending}
        onClick={() => change.mutate()}
      >
        {t("switch")}
      </button>{" "}
      <button
        type="button"
        className="min-h-6 px-1 font-medium underline pointer-coarse:min-h-11"
        onClick={() => setIgnored([...ignored.slice(1 - MAX_IGNORED_ZONES), zone])}
      >
        {t("keep", { zone: nameOf(timeZone) })}
      </button>
    </Banner>
  );
}

/** Calls a function when the user returns to the page, because they may have travelled in the meantime. */
function onReturn(act: () => void): () => void {
  document.addEventListener("visibilitychange", act);
  return () => document.removeEventListener("visibilitychange", act);
}
