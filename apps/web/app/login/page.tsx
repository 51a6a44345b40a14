import { redirect } from "next/navigation";
import { SignInForm } from "../../features/session/sign-in-form.tsx";
import { SignedOutPage } from "../../features/session/signed-out-page.tsx";
import { serverTranslator, titled } from "../../i18n/request-locale.ts";
import { serverApi } from "../../trpc/server.ts";

export const generateMetadata = titled("session.signIn.title");

export default async function LoginPage({ searchParams }: PageProps<"/login">) {
  const { next } = await searchParams;
  const api = await serverApi();
  const { isNeeded } = await api.setup.status();
  if (isNeeded) redirect("/setup");
  const { registration } = await api.instance.status();
  const t = await serverTranslator();
  return (
    <SignedOutPage title={t("session.signIn.title")}>
      <SignInForm next={ownPath(next)} isOpen={registration === "open"} />
    </SignedOutPage>
  );
}

/** A path of this site, and nothing that leads elsewhere. */
function ownPath(next: string | string[] | undefined): string {
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/";
}
