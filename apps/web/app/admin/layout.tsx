import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { AdministrationNav } from "@/features/administration/administration-nav.tsx";
import { serverTranslator } from "@/i18n/request-locale.ts";
import { signedInAccount } from "@/trpc/signed-in.ts";
import { TextLink } from "@/ui/text-link.tsx";

/** Layout of the administration pages. Users who are not administrators see the 404 page. */
export default async function AdministrationLayout({ children }: { children: ReactNode }) {
  const { role } = await signedInAccount();
  if (role === "user") notFound();
  const t = await serverTranslator();
  return (
    <div className="mx-auto w-full max-w-5xl px-3 pb-24 sm:px-6">
      <header className="flex flex-wrap items-center gap-x-4 border-b border-line py-3">
        <p className="text-base font-semibold phone:me-auto">{t("administration.title")}</p>
        <p className="me-auto text-muted phone:hidden">{t("administration.intro")}</p>
        <TextLink href="/">{t("administration.back")}</TextLink>
      </header>
      <div className="gap-10 pt-2 lg:grid lg:grid-cols-[9rem_minmax(0,1fr)] lg:pt-6">
        <AdministrationNav />
        <main id="content" tabIndex={-1} className="min-w-0 outline-none max-lg:mt-4">
          {children}
        </main>
      </div>
    </div>
  );
}
