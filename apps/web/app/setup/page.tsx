import { SetupForm } from "@/features/session/setup-form.tsx";
import { SignedOutPage } from "@/features/session/signed-out-page.tsx";
import { serverTranslator, titleMetadata } from "@/i18n/request-locale.ts";
import { redirectTo } from "@/navigation/redirect.ts";
import { serverApi } from "@/trpc/server.ts";

export const generateMetadata = titleMetadata("session.setup.title", { referrer: "no-referrer" });

/** The first page of a new installation, which introduces Docket and creates the first account. */
export default async function SetupPage() {
  const api = await serverApi();
  const { isNeeded } = await api.setup.status();
  if (!isNeeded) redirectTo("/login");
  const t = await serverTranslator();
  return (
    <SignedOutPage title={t("session.setup.title")}>
      <p className="text-base">{t("session.setup.what")}</p>
      <SetupForm />
    </SignedOutPage>
  );
}
