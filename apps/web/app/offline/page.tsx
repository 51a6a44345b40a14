import type { Metadata } from "next";
import { serverTranslator } from "@/i18n/request-locale.ts";
import { Centered } from "@/ui/centered.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslator();
  return { title: t("general.offline.title") };
}

/** Shown when the server cannot be reached. The service worker caches this page (public/sw.js). */
export default async function OfflinePage() {
  const t = await serverTranslator();
  return (
    <Centered title={t("general.offline.title")}>
      <p className="text-muted">{t("general.offline.text")}</p>
      {/* A link to the current URL, so that retrying works without scripts. */}
      {/* oxlint-disable-next-line jsx-a11y/anchor-is-valid */}
      <a href="" className="font-medium text-accent underline">
        {t("general.tryAgain")}
      </a>
    </Centered>
  );
}
