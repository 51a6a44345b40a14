"use client";

import { useState } from "react";
import type { FormEvent } from "react";
import { useTRPCClient } from "../../trpc/react.ts";
import { sentenceFor } from "../../trpc/refusal.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";

/**
 * Signs in with an address and a password.
 *
 * @param next a path of this site to go to afterwards
 */
export function SignInForm({ next }: { next: string }) {
  const client = useTRPCClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    try {
      await client.session.signIn.mutate({ email: textOf(fields, "email"), password: textOf(fields, "password") });
      window.location.assign(next);
    } catch (error) {
      setProblem(sentenceFor(error));
      setBusy(false);
    }
  };

  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      {problem && <Alert>{problem}</Alert>}
      <Field label="E-mail" name="email" type="email" autoComplete="username" required />
      <Field label="Password" name="password" type="password" autoComplete="current-password" required />
      <Button type="submit" look="primary" disabled={isBusy}>
        {isBusy ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}

/** A text field of a form. */
export function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === "string" ? value : "";
}
