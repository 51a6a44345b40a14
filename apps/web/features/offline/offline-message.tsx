"use client";

import { useTranslations } from "use-intl";
import { Centered } from "../../ui/centered.tsx";

/** Says that the server can't be reached, with a link that tries again. */
export function OfflineMessage() {
  const t = useTranslations("general");
  return (
    <Centered title={t("offline.title")}>
      <p className="text-muted">{t("offline.text")}</p>
      {/* A link to the current URL, so that retrying works without scripts. */}
      {/* oxlint-disable-next-line jsx-a11y/anchor-is-valid */}
      <a href="" className="font-medium text-accent underline">
        {t("tryAgain")}
      </a>
    </Centered>
  );
}
