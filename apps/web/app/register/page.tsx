import { LinkRequestForm } from "@/features/session/link-request-form.tsx";
import { SignedOutPage } from "@/features/session/signed-out-page.tsx";
import { serverTranslator, titleMetadata } from "@/i18n/request-locale.ts";
import { serverApi } from "@/trpc/server.ts";
import { TextLink } from "@/ui/text-link.tsx";

export const generateMetadata = titleMetadata("session.register.title", { referrer: "no-referrer" });

/** Page for requesting an account, if the installation allows registration. */
export default async function RegisterPage() {
  const t = await serverTranslator();
  const { registration, isMailSent } = await (await serverApi()).instance.status();
  return (
    <SignedOutPage title={t("session.register.title")}>
      {registration === "open" ? (
        <LinkRequestForm purpose="register" isMailSent={isMailSent} />
      ) : (
        <>
          <p>{t("session.register.closed")}</p>
          <TextLink href="/login">{t("session.register.back")}</TextLink>
        </>
      )}
    </SignedOutPage>
  );
}
