import { SignedOutPage } from "@/features/session/signed-out-page.tsx";
import { VerifyAddress } from "@/features/session/verify-address.tsx";
import { serverTranslator, titleMetadata } from "@/i18n/request-locale.ts";
import { serverApi } from "@/trpc/server.ts";
import { findSignedIn } from "@/trpc/signed-in.ts";

export const generateMetadata = titleMetadata("session.verify.title", { referrer: "no-referrer" });

/** Target of the link that confirms an email address. Also shown while the user is waiting for that email. */
export default async function VerifyPage() {
  const t = await serverTranslator();
  const signedIn = await findSignedIn();
  const { isMailSent } = await (await serverApi()).instance.status();
  return (
    <SignedOutPage title={t("session.verify.title")}>
      <VerifyAddress email={signedIn?.account.email ?? null} isMailSent={isMailSent} />
    </SignedOutPage>
  );
}
