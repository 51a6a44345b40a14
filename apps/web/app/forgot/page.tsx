import { LinkRequestForm } from "@/features/session/link-request-form.tsx";
import { SignedOutPage } from "@/features/session/signed-out-page.tsx";
import { serverTranslator, titleMetadata } from "@/i18n/request-locale.ts";
import { serverApi } from "@/trpc/server.ts";

export const generateMetadata = titleMetadata("session.forgot.title", { referrer: "no-referrer" });

export default async function ForgotPage() {
  const t = await serverTranslator();
  const { isMailSent } = await (await serverApi()).instance.status();
  return (
    <SignedOutPage title={t("session.forgot.title")}>
      <LinkRequestForm purpose="forgot" isMailSent={isMailSent} />
    </SignedOutPage>
  );
}
