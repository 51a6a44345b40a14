import { AcceptInvitation } from "@/features/session/accept-invitation.tsx";
import { RegistrationForm } from "@/features/session/registration-form.tsx";
import { SignedOutPage } from "@/features/session/signed-out-page.tsx";
import { serverTranslator, titleMetadata } from "@/i18n/request-locale.ts";
import { findSignedIn } from "@/trpc/signed-in.ts";

export const generateMetadata = titleMetadata("session.invite.title", { referrer: "no-referrer" });

/** Page for accepting an invitation. Visitors who are not signed in can create an account first. */
export default async function InvitePage() {
  const t = await serverTranslator();
  const signedIn = await findSignedIn();
  return (
    <SignedOutPage title={t("session.invite.title")}>
      {signedIn ? <AcceptInvitation /> : <RegistrationForm purpose="invite" />}
    </SignedOutPage>
  );
}
