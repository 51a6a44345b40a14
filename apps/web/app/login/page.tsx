import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "../../features/session/sign-in-form.tsx";
import { serverApi } from "../../trpc/server.ts";
import { Centered } from "../../ui/centered.tsx";

export const metadata: Metadata = { title: "Sign in" };

export default async function LoginPage({ searchParams }: PageProps<"/login">) {
  const { next } = await searchParams;
  const api = await serverApi();
  const { isNeeded } = await api.setup.status();
  if (isNeeded) redirect("/setup");
  return (
    <Centered title="Sign in">
      <SignInForm next={ownPath(next)} />
    </Centered>
  );
}

/** A path of this site, and nothing that leads elsewhere. */
function ownPath(next: string | string[] | undefined): string {
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/";
}
