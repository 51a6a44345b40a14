"use client";

import type { Account } from "@docket/schema/account";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { PageSection } from "../../ui/page-section.tsx";
import { useReauthentication } from "../session/use-reauthentication.tsx";
import { useSubmit } from "../session/use-submit.ts";

/** Form for the account's email address. A new address takes effect once the user confirms it with the emailed link. */
export function EmailForm({ account }: { account: Account }) {
  const client = useTRPCClient();
  const t = useTranslations("settings.profile");
  const fresh = useReauthentication();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { onSubmit, problem, isBusy } = useSubmit(async (field) => {
    const email = field("email");
    if ((await fresh.run(() => client.account.changeEmail.mutate({ email }))) !== null) setSentTo(email);
  });
  return (
    <PageSection
      title={t("email")}
      text={<span className="break-words">{t("emailNow", { email: account.email })}</span>}
    >
      <form className="flex max-w-md flex-col gap-3" onSubmit={onSubmit}>
        {problem && <Alert>{problem}</Alert>}
        <Field label={t("newEmail")} name="email" type="email" autoComplete="email" required />
        <Button type="submit" disabled={isBusy} className="self-start">
          {t("changeEmail")}
        </Button>
        {sentTo !== null && (
          <p role="status" className="break-words text-success">
            {t("emailSent", { email: sentTo })}
          </p>
        )}
      </form>
      {fresh.dialog}
    </PageSection>
  );
}
