"use client";

import { useState } from "react";
import type { FormEvent } from "react";
import { useTRPCClient } from "../../trpc/react.ts";
import { sentenceFor } from "../../trpc/refusal.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { textOf } from "./sign-in-form.tsx";
import { useLinkSecret } from "./use-link-secret.ts";

/** Makes the first account of the installation, with the secret out of the link that the server printed. */
export function SetupForm() {
  const token = useLinkSecret();
  const client = useTRPCClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (typeof token !== "string") return;
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    try {
      await client.setup.complete.mutate({
        token,
        name: textOf(fields, "name"),
        email: textOf(fields, "email"),
        password: textOf(fields, "password"),
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      });
      window.location.assign("/");
    } catch (error) {
      setProblem(sentenceFor(error));
      setBusy(false);
    }
  };

  if (token === null) {
    return (
      <p>
        Open the setup link that the server printed when it started. It is also in the file “setup-code” in the data
        directory.
      </p>
    );
  }
  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      {problem && <Alert>{problem}</Alert>}
      <Field label="Your name" name="name" autoComplete="name" maxLength={100} required />
      <Field label="E-mail" name="email" type="email" autoComplete="username" required />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={12}
        hint="At least 12 characters. A few words in a row are good."
        required
      />
      <Button type="submit" look="primary" disabled={isBusy}>
        {isBusy ? "Setting up…" : "Set up Docket"}
      </Button>
    </form>
  );
}
