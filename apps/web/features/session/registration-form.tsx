"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "use-intl";
import { browserLocale } from "../../entities/viewer/browser-locale.ts";
import { browserTimeZone } from "../../entities/viewer/browser-time-zone.ts";
import { loadPage, signInPath } from "../../navigation/redirect.ts";
import { useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { firstPage } from "./first-page.ts";
import { join } from "./join.ts";
import { NewPasswordField } from "./new-password-field.tsx";
import { useLinkSecret } from "./use-link-secret.ts";
import { useSubmit } from "./use-submit.ts";

/**
 * Form for creating an account with the secret from a link.
 *
 * @param purpose whether the user requested the link or was invited
 */
export function RegistrationForm({ purpose }: { purpose: "register" | "invite" }) {
  const client = useTRPCClient();
  const token = useLinkSecret();
  const language = useLocale();
  const t = useTranslations("session");
  const link = useQuery({
    queryKey: ["link", purpose, token],
    queryFn: () => client.account.inspectLink.mutate({ token: token ?? "", purpose }),
    enabled: typeof token === "string",
    staleTime: Infinity,
  });
  const { onSubmit, problem, isBusy } = useSubmit(async (field) => {
    const secret = token ?? "";
    const place =
      purpose === "invite" ? await client.invitation.preview.mutate({ token: secret }).catch(() => null) : null;
    const email = link.data?.email === null ? { email: field("email") } : {};
    const detected = { locale: browserLocale(language), timeZone: browserTimeZone() };
    const person = { name: field("name"), password: field("password"), ...detected };
    const signedIn = await client.account.completeRegistration.mutate({ token: secret, ...email, ...person });
    // If the link does not prove ownership of an address, the server does not reveal whether the account is new, and
    // creates no session. The user has to be signed in separately.
    if (signedIn === null) await client.session.signIn.mutate({ email: field("email"), password: person.password });
    loadPage(place === null ? await firstPage(client) : await join(client, place, secret));
  });
  if (token === null || link.isError || link.data?.isUsable === false) return <Alert>{t("wrongLink")}</Alert>;
  if (!link.data) return <p role="status">{t("moment")}</p>;
  const { email } = link.data;
  if (link.data.hasAccount) {
    return (
      <div className="flex flex-col gap-3">
        <p className="break-words">
          {email === null ? t("welcome.hasAccountUnnamed") : t("welcome.hasAccount", { email })}
        </p>
        <TextLink href={signInToInvitationPath(token)}>{t("signIn.title")}</TextLink>
      </div>
    );
  }
  return (
    <form className="flex flex-col gap-4" onSubmit={onSubmit}>
      {problem && <Alert>{problem}</Alert>}
      {email === null ? (
        <Field label={t("email")} name="email" isFocused type="email" autoComplete="username" required />
      ) : (
        <p className="text-muted break-words">{t("welcome.forAddress", { email })}</p>
      )}
      <Field label={t("name")} name="name" isFocused={email !== null} autoComplete="name" maxLength={100} required />
      <NewPasswordField label={t("password")} />
      <Button type="submit" look="primary" disabled={isBusy}>
        {t(isBusy ? "welcome.busy" : "welcome.submit")}
      </Button>
      {purpose === "invite" && <TextLink href={signInToInvitationPath(token)}>{t("welcome.signIn")}</TextLink>}
    </form>
  );
}

/** Returns the path of the sign-in page that leads back to this invitation. */
function signInToInvitationPath(token: string | undefined) {
  return `${signInPath("/invite")}#${token ?? ""}` as const;
}
