"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { signInPath } from "../../navigation/redirect.ts";
import { useTRPC } from "../../trpc/react.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { ConfirmLink } from "./confirm-link.tsx";
import { SignOutButton } from "./sign-out-button.tsx";
import { useLinkSecret } from "./use-link-secret.ts";

type VerifyAddressProps = {
  /** The email address of the signed-in user; null if the visitor is signed out. */
  email: string | null;
  isMailSent: boolean;
};

/** Page that verifies an email address with the link that was sent to it, or explains that the link has been sent. */
export function VerifyAddress({ email, isMailSent }: VerifyAddressProps) {
  const token = useLinkSecret();
  const t = useTranslations("session");
  if (email !== null)
    return token === null ? <Waiting {...{ email, isMailSent }} /> : <ConfirmLink what="verifyEmail" />;
  if (token === null) return <Alert>{t("wrongLink")}</Alert>;
  return (
    <div className="flex flex-col gap-3">
      <p>{t("verify.signIn")}</p>
      <TextLink href={`${signInPath("/verify")}#${token ?? ""}`}>{t("signIn.title")}</TextLink>
    </div>
  );
}

function Waiting({ email, isMailSent }: { email: string; isMailSent: boolean }) {
  const t = useTranslations("session");
  const errorMessage = useErrorMessage();
  const resend = useMutation(useTRPC().account.resendVerification.mutationOptions());
  return (
    <div className="flex flex-col gap-4">
      <p className="break-words">{t(isMailSent ? "verify.text" : "verify.noMail", { email })}</p>
      {resend.error && <Alert>{errorMessage(resend.error)}</Alert>}
      {resend.isSuccess && <p role="status">{t(isMailSent ? "verify.resent" : "verify.renewed")}</p>}
      <Button disabled={resend.isPending} onClick={() => resend.mutate()}>
        {t(isMailSent ? "verify.resend" : "verify.renew")}
      </Button>
      <SignOutButton />
    </div>
  );
}
