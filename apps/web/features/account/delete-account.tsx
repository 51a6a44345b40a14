"use client";

import type { Account } from "@docket/schema/account";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { loadPage } from "../../navigation/redirect.ts";
import { markSignedOut } from "../../trpc/fetch.ts";
import { useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { PageSection } from "../../ui/page-section.tsx";
import { useReauthentication } from "../session/use-reauthentication.tsx";
import { deleteUserData } from "../session/use-sign-out.tsx";
import { useSubmit } from "../session/use-submit.ts";

/**
 * Section for deleting the account. The user retypes the email address and, if the server requires it, the password.
 */
export function DeleteAccount({ account }: { account: Account }) {
  const t = useTranslations("settings.data");
  const [isAsking, setAsking] = useState(false);
  return (
    <PageSection title={t("delete")} text={t("deleteText")}>
      <Button look="danger" onClick={() => setAsking(true)}>
        {t("deleteButton")}
      </Button>
      {isAsking && <DeleteDialog email={account.email} onClose={() => setAsking(false)} />}
    </PageSection>
  );
}

function DeleteDialog({ email, onClose }: { email: string; onClose: () => void }) {
  const client = useTRPCClient();
  const t = useTranslations("settings.data");
  const fresh = useReauthentication();
  const { onSubmit, problem, isBusy } = useSubmit(
    async (field) => {
      const deleted = await fresh.run(() => client.account.delete.mutate({ email: field("email") }));
      // After deletion, load a full page, so that no account data stays in memory.
      if (deleted === null) return;
      markSignedOut();
      await deleteUserData();
      loadPage("/login");
    },
    { invalid: t("wrongAddress"), conflict: t("soleManager") },
  );
  return (
    <Dialog title={t("delete")} onClose={onClose}>
      <form className="flex flex-col gap-4" onSubmit={onSubmit}>
        <p className="break-words">{t("deleteConfirm", { email })}</p>
        {problem && <Alert>{problem}</Alert>}
        <Field label={t("deleteField")} name="email" type="email" autoComplete="off" required />
        <DialogButtons submit={t("deleteButton")} isDanger isBusy={isBusy} onCancel={onClose} />
      </form>
      {fresh.dialog}
    </Dialog>
  );
}
