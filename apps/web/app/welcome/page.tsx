import { RegistrationForm } from "@/features/session/registration-form.tsx";
import { SignedOutPage } from "@/features/session/signed-out-page.tsx";
import { serverTranslator, titleMetadata } from "@/i18n/request-locale.ts";

export const generateMetadata = titleMetadata("session.welcome.title", { referrer: "no-referrer" });

export default async function Page() {
  const t = await serverTranslator();
  return (
    <SignedOutPage title={t("session.welcome.title")}>
      <RegistrationForm purpose="register" />
    </SignedOutPage>
  );
}
