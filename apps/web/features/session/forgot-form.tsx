"use client";

import { useState } from "react";
import { useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { useSubmit } from "./use-submit.ts";

/** Asks for a link to choose a new password. The answer never says whether the address has an account. */
export function ForgotForm() {
  const client = useTRPCClient();
  const [isSent, setSent] = useState(false);
  const { onSubmit, problem, isBusy } = useSubmit(async (field) => {
    await client.account.requestReset.mutate({ email: field("email") });
    setSent(true);
  });
  if (isSent) {
    return (
      <p role="status">
        If there is an account with this address, a link is on its way. Where this installation sends no mail, ask its
        administrator for the link.
      </p>
    );
  }
  return (
    <form className="flex flex-col gap-4" onSubmit={onSubmit}>
      {problem && <Alert>{problem}</Alert>}
      <Field label="E-mail" name="email" type="email" autoComplete="username" required />
      <Button type="submit" look="primary" disabled={isBusy}>
        Send me a link
      </Button>
    </form>
  );
}
