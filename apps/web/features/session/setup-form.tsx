"use client";

import { useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { NewPasswordField, timeZoneHere } from "./new-account-fields.tsx";
import { useLinkSecret } from "./use-link-secret.ts";
import { useSubmit } from "./use-submit.ts";

/** Makes the first account of the installation, with the secret out of the link that the server printed. */
export function SetupForm() {
  const client = useTRPCClient();
  const token = useLinkSecret();
  const { onSubmit, problem, isBusy } = useSubmit(async (field) => {
    const person = { name: field("name"), email: field("email"), password: field("password") };
    await client.setup.complete.mutate({ token: token ?? "", ...person, timeZone: timeZoneHere() });
    window.location.assign("/");
  });
  if (token === null) {
    return (
      <p>
        Open the setup link that the server printed when it started. It is also in the file “setup-link” in the data
        directory.
      </p>
    );
  }
  return (
    <form className="flex flex-col gap-4" onSubmit={onSubmit}>
      {problem && <Alert>{problem}</Alert>}
      <Field label="Your name" name="name" autoComplete="name" maxLength={100} required />
      <Field label="E-mail" name="email" type="email" autoComplete="username" required />
      <NewPasswordField />
      <Button type="submit" look="primary" disabled={isBusy}>
        {isBusy ? "Setting up…" : "Set up Docket"}
      </Button>
    </form>
  );
}
