import type { Metadata } from "next";
import { OfflineMessage } from "@/features/offline/offline-message.tsx";
import { serverTranslator } from "@/i18n/request-locale.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslator();
  return { title: t("general.offline.title") };
}

/** Shown when the server cannot be reached. The service worker caches this page (public/sw.js). */
export default function OfflinePage() {
  return <OfflineMessage />;
}
