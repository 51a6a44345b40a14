"use client";

import type { Account } from "@docket/schema/account";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { CheckLine } from "../../ui/check-line.tsx";
import { Field } from "../../ui/field.tsx";
import { PageSection } from "../../ui/page-section.tsx";
import { NewPasswordField } from "../session/new-password-field.tsx";
import { useSubmit } from "../session/use-submit.ts";

/** Form for changing the password. Requires the current one. */
export function PasswordForm({ account }: { account: Account }) {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const t = useTranslations("settings.profile");
  const [changes, setChanges] = useState(0);
  const { onSubmit, problem, isBusy } = useSubmit(async (field) => {
    await client.account.changePassword.mutate({
      currentPassword: field("currentPassword"),
      newPassword: field("newPassword"),
      endOtherSessions: field("endOthers") === "on",
    });
    setChanges((count) => count + 1);
    await queryClient.invalidateQueries(trpc.session.pathFilter());
  });
  return (
    <PageSection title={t("password")}>
      <form key={changes} className="flex max-w-md flex-col gap-3" onSubmit={onSubmit}>
        {problem && <Alert>{problem}</Alert>}
        {/* Tells the browser's password manager which account the password belongs to. */}
        <input type="hidden" name="username" autoComplete="username" value={account.email} />
        <Field
          label={t("currentPassword")}
          name="currentPassword"
          type="password"
          autoComplete="current-password"
          required
        />
        <NewPasswordField label={t("newPassword")} name="newPassword" />
        <CheckLine name="endOthers" label={t("endOthers")} defaultChecked />
        <Button type="submit" disabled={isBusy} className="self-start">
          {t("changePassword")}
        </Button>
      </form>
      {changes > 0 && (
        <p role="status" className="mt-3 text-success">
          {t("passwordChanged")}
        </p>
      )}
    </PageSection>
  );
}
