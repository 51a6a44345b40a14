"use client";

import { useLocale, useTranslations } from "use-intl";
import { browserLocale } from "../../entities/viewer/browser-locale.ts";
import { browserTimeZone } from "../../entities/viewer/browser-time-zone.ts";
import { loadPage } from "../../navigation/redirect.ts";
import { useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { firstPage } from "./first-page.ts";
import { NewPasswordField } from "./new-password-field.tsx";
import { useLinkSecret } from "./use-link-secret.ts";
import { useSubmit } from "./use-submit.ts";

/** Form for creating the first account of the instance with the secret from the link that the server printed. */
export function SetupForm() {
  const client = useTRPCClient();
  const token = useLinkSecret();
  const language = useLocale();
  const t = useTranslations("session");
  const { onSubmit, problem, isBusy } = useSubmit(async (field) => {
    const person = { name: field("name"), email: field("email"), password: field("password") };
    const detected = { locale: browserLocale(language), timeZone: browserTimeZone() };
    await client.setup.complete.mutate({ token: token ?? "", ...person, ...detected });
    loadPage(await firstPage(client));
  });
  if (token === null) return <p>{t("setup.noLink")}</p>;
  return (
    <form className="flex flex-col gap-4" onSubmit={onSubmit}>
      <p className="text-muted">{t("setup.first")}</p>
      {problem && <Alert>{problem}</Alert>}
      <Field label={t("name")} name="name" isFocused autoComplete="name" maxLength={100} required />
      <Field label={t("email")} name="email" type="email" autoComplete="username" required />
      <NewPasswordField label={t("password")} />
      <Button type="submit" look="primary" disabled={isBusy}>
        {t(isBusy ? "setup.busy" : "setup.submit")}
      </Button>
    </form>
  );
}
