"use client";

import { CloudOff, LogIn } from "lucide-react";
import { Suspense, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { usePath, useSearch } from "../../navigation/address.tsx";
import { signInPath } from "../../navigation/redirect.ts";
import { useConnection, useReplica } from "../../replica/replica-provider.tsx";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { Banner } from "./banner.tsx";

const SignInDialog = lazyComponent(async () => (await import("../session/sign-in-dialog.tsx")).SignInDialog);

/**
 * Delay before the banner appears after the connection is lost, or the dialog after the session has ended, in
 * milliseconds. Most interruptions are shorter.
 */
const BANNER_DELAY_MS = 2_500;

/**
 * Banner that appears when changes cannot be sent or received, and explains what happens to them. When the session has
 * ended, it also asks for the password.
 */
export function ConnectionBanner() {
  const { status, unsent, live, closedBy } = useConnection();
  const replica = useReplica();
  const hasEnded = status === "signedOut" || closedBy === "credential";
  const [choice, setChoice] = useState<"open" | "closed" | null>(null);
  // The dialog opens again if the session ends again.
  if (!hasEnded && choice !== null) setChoice(null);
  // Not immediately, because after signing out, this page is about to be left.
  const isSustained = useSustained(hasEnded);
  const isAway = useSustained(live === "connecting" || status === "offline");
  const path = usePath();
  const search = useSearch();
  const t = useTranslations("connection");
  const problem = useTranslations("problem");
  if (hasEnded) {
    const signInHref = signInPath(search.size === 0 ? path : `${path}?${search.toString()}`);
    return (
      <>
        <Banner icon={<LogIn />}>
          <span>{unsent > 0 ? t("endedUnsent", { count: unsent }) : t("ended")} </span>
          <button type="button" className="font-medium underline" onClick={() => setChoice("open")}>
            {t("signIn")}
          </button>
        </Banner>
        {choice !== "closed" && (choice === "open" || isSustained) && (
          <Suspense>
            <SignInDialog
              otherAccountHref={signInHref}
              onSignedIn={() => {
                setChoice("closed");
                replica.reopen();
              }}
              onClose={() => setChoice("closed")}
            />
          </Suspense>
        )}
      </>
    );
  }
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
