"use client";

import { CloudOff, LogIn } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { signInPath } from "../../navigation/redirect.ts";
import { useConnection } from "../../sync/sync-provider.tsx";
import { Banner } from "./banner.tsx";

/** Delay before the banner appears after the connection is lost, in milliseconds. Most interruptions are shorter. */
const BANNER_DELAY_MS = 2_500;

/** Banner that appears when changes cannot be sent or received, and explains what happens to them. */
export function ConnectionBanner() {
  const { status, unsent, live, closedBy } = useConnection();
  const isAway = useSustained(live === "connecting" || status === "offline");
  const path = usePathname();
  const search = useSearchParams();
  const t = useTranslations("connection");
  const problem = useTranslations("problem");
  if (status === "signedOut" || closedBy === "credential")
    return (
      <Banner icon={<LogIn />}>
        <span>{unsent > 0 ? t("endedUnsent", { count: unsent }) : t("ended")} </span>
        <a
          className="font-medium underline"
          href={signInPath(search.size === 0 ? path : `${path}?${search.toString()}`)}
        >
          {t("signIn")}
        </a>
      </Banner>
    );
  if (status === "unknownAddress") {
    return <Banner icon={<CloudOff />}>{problem("unknownAddress", { address: location.origin })}</Banner>;
  }
  if (isAway) return <Banner icon={<CloudOff />}>{unsent > 0 ? t("awayUnsent", { count: unsent }) : t("away")}</Banner>;
  return null;
}

/** Returns true once a condition has held without interruption for `BANNER_DELAY_MS`. */
function useSustained(condition: boolean): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!condition) return;
    const timer = setTimeout(() => setLasts(true), BANNER_DELAY_MS);
    return () => {
      clearTimeout(timer);
      setLasts(false);
    };
  }, [condition]);
  return condition && lasts;
}
