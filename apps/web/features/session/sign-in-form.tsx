"use client";

import Link from "next/link";
import { useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { useSubmit } from "./use-submit.ts";

/**
 * Signs in with an address and a password.
 *
 * @param next a path of this site to go to afterwards
 */
export function SignInForm({ next }: { next: string }) {
  const client = useTRPCClient();
  const { onSubmit, problem, isBusy } = useSubmit(async (field) => {
    await client.session.signIn.mutate({ email: field("email"), password: field("password") });
    // A full load: pages must be read anew as this person. What stands behind the `#` of an invitation stays.
    window.location.assign(next + window.location.hash);
  });
  return (
    <form className="flex flex-col gap-4" onSubmit={onSubmit}>
      {problem && <Alert>{problem}</Alert>}
      <Field label="E-mail" name="email" type="email" autoComplete="username" required />
      <Field label="Password" name="password" type="password" autoComplete="current-password" required />
      <Button type="submit" look="primary" disabled={isBusy}>
        {isBusy ? "Signing in…" : "Sign in"}
      </Button>
      <Link href="/forgot" className="self-start text-accent underline">
        Forgot your password?
      </Link>
    </form>
  );
}
