import { ownPath } from "@docket/schema/own-path";
import type { Route } from "next";
import { SignInForm } from "@/features/session/sign-in-form.tsx";
import { SignedOutPage } from "@/features/session/signed-out-page.tsx";
import { serverTranslator, titleMetadata } from "@/i18n/request-locale.ts";
import { redirectTo } from "@/navigation/redirect.ts";
import { serverApi } from "@/trpc/server.ts";
import { findSignedIn } from "@/trpc/signed-in.ts";

export const generateMetadata = titleMetadata("session.signIn.title");

/** The sign-in page. Redirects users who are already signed in to the page they requested. */
export default async function LoginPage({ searchParams }: PageProps<"/login">) {
  const next = ownPath((await searchParams).next);
  // Safe because an unknown path shows the 404 page.
  if (await findSignedIn()) redirectTo(next as Route);
  const api = await serverApi();
  const { isNeeded } = await api.setup.status();
  if (isNeeded) redirectTo("/setup");
  const { registration } = await api.instance.status();
  const t = await serverTranslator();
  return (
    <SignedOutPage title={t("session.signIn.title")}>
      <SignInForm next={next} isOpen={registration === "open"} />
    </SignedOutPage>
  );
}
