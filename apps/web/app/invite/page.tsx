import type { Metadata } from "next";
import { AcceptInvitation } from "../../features/session/accept-invitation.tsx";
import { RegistrationForm } from "../../features/session/registration-form.tsx";
import { codeOf, serverApi } from "../../trpc/server.ts";
import { Centered } from "../../ui/centered.tsx";

export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer" };

/** An invitation: who is signed in joins, who is not makes an account first. */
export default async function InvitePage() {
  return (
    <Centered title="You are invited">
      {(await isSignedIn()) ? <AcceptInvitation /> : <RegistrationForm purpose="invite" next="/" />}
    </Centered>
  );
}

async function isSignedIn(): Promise<boolean> {
  try {
    await (await serverApi()).account.get();
    return true;
  } catch (error) {
    if (codeOf(error) === "UNAUTHORIZED") return false;
    throw error;
  }
}
