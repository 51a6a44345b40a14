"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { NewPasswordField } from "./new-password-field.tsx";
import { useLinkSecret } from "./use-link-secret.ts";
import { useSubmit } from "./use-submit.ts";

/**
 * Form for setting a new password with the secret from an emailed link. Afterwards, the user has to sign in again in
 * all browsers.
 */
export function ResetForm() {
  const client = useTRPCClient();
  const token = useLinkSecret();
  const t = useTranslations("session");
  const [isDone, setDone] = useState(false);
  const { onSubmit, problem, isBusy } = useSubmit(async (field) => {
    await client.account.completeReset.mutate({ token: token ?? "", password: field("password") });
    setDone(true);
  });
  if (token === null) return <Alert>{t("wrongLink")}</Alert>;
  if (isDone) {
    return (
      <div role="status" className="flex flex-col gap-3">
        <p>{t("reset.done")}</p>
        <TextLink href="/login">{t("signIn.title")}</TextLink>
      </div>
    );
  }
  return (
    <form className="flex flex-col gap-4" onSubmit={onSubmit}>
      <p className="text-muted">{t("reset.text")}</p>
      {problem && <Alert>{problem}</Alert>}
      <NewPasswordField label={t("newPassword")} isFocused />
      <Button type="submit" look="primary" disabled={isBusy}>
        {t(isBusy ? "reset.busy" : "reset.submit")}
      </Button>
    </form>
  );
}
