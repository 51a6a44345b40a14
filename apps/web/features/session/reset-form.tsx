"use client";

import { useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { NewPasswordField } from "./new-account-fields.tsx";
import { useLinkSecret } from "./use-link-secret.ts";
import { useSubmit } from "./use-submit.ts";

/** Chooses a new password, with the secret out of a mailed link. All browsers must sign in again afterwards. */
export function ResetForm() {
  const client = useTRPCClient();
  const token = useLinkSecret();
  const { onSubmit, problem, isBusy } = useSubmit(async (field) => {
    await client.account.completeReset.mutate({ token: token ?? "", password: field("password") });
    window.location.assign("/login");
  });
  return (
    <form className="flex flex-col gap-4" onSubmit={onSubmit}>
      {problem && <Alert>{problem}</Alert>}
      <NewPasswordField />
      <Button type="submit" look="primary" disabled={isBusy}>
        Set the new password
      </Button>
    </form>
  );
}
