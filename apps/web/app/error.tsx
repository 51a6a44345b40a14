"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/ui/button.tsx";
import { Centered } from "@/ui/centered.tsx";
import { PageTitle } from "@/ui/page-title.tsx";

/** Shown when a page fails to render. The server logs the cause with the error's digest. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations("general");
  return (
    <Centered title={t("errorPage.title")}>
      <PageTitle title={t("errorPage.title")} />
      <p className="text-muted">{t("errorPage.text")}</p>
      <Button look="primary" onClick={reset}>
        {t("tryAgain")}
      </Button>
      {error.digest && <p className="text-sm text-muted">{t("errorPage.reference", { digest: error.digest })}</p>}
    </Centered>
  );
}
