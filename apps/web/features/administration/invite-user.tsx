"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { copyText } from "../../ui/copy-text.ts";
import { Field } from "../../ui/field.tsx";
import { useNotice } from "../../ui/notice.tsx";
import { PageSection } from "../../ui/page-section.tsx";
import { SecretText } from "../../ui/secret-text.tsx";
import { useReauthentication } from "../session/use-reauthentication.tsx";
import { useSubmit } from "../session/use-submit.ts";

/** Form for inviting someone by email to create an account. */
export function InviteUser() {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const notice = useNotice();
  const t = useTranslations("administration");
  const fresh = useReauthentication();
  const [made, setMade] = useState<{ email: string; link: string } | null>(null);
  const { onSubmit, problem, isBusy } = useSubmit(
    async (field) => {
      const email = field("email");
      const answer = await fresh.run(() => client.user.invite.mutate({ email }));
      if (answer === null) return;
      setMade({ email, link: answer.link });
      await queryClient.invalidateQueries(trpc.user.pathFilter());
    },
    { conflict: t("invite.hasAccount") },
  );
  return (
    <PageSection title={t("invite.title")} text={t("invite.text")}>
      <form className="flex max-w-lg flex-wrap items-end gap-3" onSubmit={onSubmit}>
        {problem && (
          <div className="w-full">
            <Alert>{problem}</Alert>
          </div>
        )}
        <Field
          key={made?.email}
          label={t("invite.email")}
          name="email"
          type="email"
          autoComplete="off"
          required
          className="min-w-48 flex-1"
        />
        <Button type="submit" look="primary" disabled={isBusy} className="min-h-10">
          {t("invite.submit")}
        </Button>
      </form>
      {made && (
        <div className="mt-3">
          <SecretText
            label={t("invite.made", { email: made.email })}
            value={made.link}
            copy={t("users.copy")}
            onCopy={() => {
              copyText(made.link);
              notice({ text: t("users.copied"), tone: "plain" });
            }}
          />
        </div>
      )}
      {fresh.dialog}
    </PageSection>
  );
}
