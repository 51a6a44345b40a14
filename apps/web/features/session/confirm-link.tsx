"use client";

import { useState } from "react";
import { useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { useLinkSecret } from "./use-link-secret.ts";
import { useSubmit } from "./use-submit.ts";

const TEXTS = {
  verifyEmail: { button: "Confirm my address", done: "Your address is confirmed." },
  confirmEmail: { button: "Use this address", done: "From now on you sign in with the new address." },
  revertEmail: {
    button: "Keep my old address",
    done: "Your old address counts again, and all browsers were signed out.",
  },
} as const;

/** The one button of a mailed link: opening it changes nothing, pressing does. */
export function ConfirmLink({ what }: { what: keyof typeof TEXTS }) {
  const client = useTRPCClient();
  const token = useLinkSecret();
  const [isDone, setDone] = useState(false);
  const { onSubmit, problem, isBusy } = useSubmit(async () => {
    await client.account[what].mutate({ token: token ?? "" });
    setDone(true);
  });
  if (isDone) return <p role="status">{TEXTS[what].done}</p>;
  return (
    <form className="flex flex-col gap-4" onSubmit={onSubmit}>
      {problem && <Alert>{problem}</Alert>}
      <Button type="submit" look="primary" disabled={isBusy}>
        {TEXTS[what].button}
      </Button>
    </form>
  );
}
