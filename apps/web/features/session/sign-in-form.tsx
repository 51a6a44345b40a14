"use client";

import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { removeKeptPages } from "../../entities/workspace/kept-page.ts";
import { loadPage } from "../../navigation/redirect.ts";
import { useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { useSubmit } from "./use-submit.ts";

type SignInFormProps = {
  /** The path on this site to open after signing in. */
  next: string;
  /** Whether anyone can create an account. */
  isOpen: boolean;
};

/** Form for signing in with email address and password. */
export function SignInForm({ next, isOpen }: SignInFormProps) {
  const client = useTRPCClient();
  const t = useTranslations("session");
  // The session has ended, perhaps on another device. Its pages must not be opened without a connection any more.
  useEffect(() => removeKeptPages(() => localStorage), []);
  const { onSubmit, problem, isBusy } = useSubmit(
    async (field) => {
      await client.session.signIn.mutate({ email: field("email"), password: field("password") });
      // Load a full page, so that all data is loaded as this user. Keep the fragment, which may contain the secret of
      // an invitation.
      loadPage(next + window.location.hash);
    },
    { unauthorized: t("wrongPassword") },
  );
  return (
    <form className="flex flex-col gap-4" onSubmit={onSubmit}>
      {problem && <Alert>{problem}</Alert>}
      <Field label={t("email")} name="email" isFocused type="email" autoComplete="username" required />
      <Field label={t("password")} name="password" type="password" autoComplete="current-password" required />
      <Button type="submit" look="primary" disabled={isBusy}>
        {t(isBusy ? "signIn.busy" : "signIn.submit")}
      </Button>
      <div className="flex flex-wrap justify-between gap-x-4">
        <TextLink href="/forgot">{t("signIn.forgot")}</TextLink>
        {isOpen && <TextLink href="/register">{t("signIn.register")}</TextLink>}
      </div>
    </form>
  );
}
