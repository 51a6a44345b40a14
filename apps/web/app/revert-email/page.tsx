import { ConfirmLink } from "@/features/session/confirm-link.tsx";
import { SignedOutPage } from "@/features/session/signed-out-page.tsx";
import { serverTranslator, titleMetadata } from "@/i18n/request-locale.ts";

export const generateMetadata = titleMetadata("session.revertEmail.title", { referrer: "no-referrer" });

export default async function Page() {
  const t = await serverTranslator();
  return (
    <SignedOutPage title={t("session.revertEmail.title")}>
      <ConfirmLink what="revertEmail" />
    </SignedOutPage>
  );
}
