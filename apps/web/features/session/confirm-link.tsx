"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { useLinkSecret } from "./use-link-secret.ts";
import { useSubmit } from "./use-submit.ts";

type ConfirmLinkProps = {
  /** The procedure that the button calls. */
  what: "verifyEmail" | "confirmEmail" | "revertEmail";
};

const TEXTS = { verifyEmail: "verify", confirmEmail: "confirmEmail", revertEmail: "revertEmail" } as const;

/** Button that confirms the action of an emailed link. Merely opening the link changes nothing. */
export function ConfirmLink({ what }: ConfirmLinkProps) {
  const client = useTRPCClient();
  const token = useLinkSecret();
  const t = useTranslations("session");
  const [isDone, setDone] = useState(false);
  const { onSubmit, problem, isBusy } = useSubmit(async () => {
    await client.account[what].mutate({ token: token ?? "" });
    setDone(true);
  });
  if (token === null) return <Alert>{t("wrongLink")}</Alert>;
  if (isDone) {
    return (
      <div role="status" className="flex flex-col gap-3">
        <p>{t(`${TEXTS[what]}.done`)}</p>
        <TextLink href="/">{t("toTasks")}</TextLink>
      </div>
    );
  }
  return (
    <form className="flex flex-col gap-4" onSubmit={onSubmit}>
      {problem && <Alert>{problem}</Alert>}
      <Button type="submit" look="primary" disabled={isBusy}>
        {t(`${TEXTS[what]}.submit`)}
      </Button>
    </form>
  );
}
