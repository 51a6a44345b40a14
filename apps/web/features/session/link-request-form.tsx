"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { useSubmit } from "./use-submit.ts";

type LinkRequestFormProps = {
  /** Whether the link is for resetting a password or for creating an account. */
  purpose: "forgot" | "register";
  /** Whether this instance sends email itself. */
  isMailSent: boolean;
};

/** Form for requesting a link by email. The response never reveals whether the address has an account. */
export function LinkRequestForm({ purpose, isMailSent }: LinkRequestFormProps) {
  const client = useTRPCClient();
  const t = useTranslations("session");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { onSubmit, problem, isBusy } = useSubmit(async (field) => {
    const email = field("email");
    if (purpose === "forgot") await client.account.requestReset.mutate({ email });
    else await client.account.register.mutate({ email });
    setSentTo(email);
  });
  if (sentTo !== null) {
    return (
      <div role="status" className="flex flex-col gap-3">
        <p className="break-words">{t(`${purpose}.${isMailSent ? "done" : "noMail"}`, { email: sentTo })}</p>
        <TextLink href="/login">{t("register.back")}</TextLink>
      </div>
    );
  }
  return (
    <form className="flex flex-col gap-4" onSubmit={onSubmit}>
      <p className="text-muted">{t(`${purpose}.text`)}</p>
      {problem && <Alert>{problem}</Alert>}
      <Field label={t("email")} name="email" isFocused type="email" autoComplete="username" required />
      <Button type="submit" look="primary" disabled={isBusy}>
        {t(isBusy ? `${purpose}.busy` : `${purpose}.submit`)}
      </Button>
      <TextLink href="/login">{t("register.back")}</TextLink>
    </form>
  );
}
