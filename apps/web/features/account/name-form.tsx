"use client";

import type { Account } from "@docket/schema/account";
import { useTranslations } from "use-intl";
import { useRefresh } from "../../navigation/use-navigate.ts";
import { useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { useNotice } from "../../ui/notice.tsx";
import { PageSection } from "../../ui/page-section.tsx";
import { useSubmit } from "../session/use-submit.ts";

/** Form for the user's display name. */
export function NameForm({ account }: { account: Account }) {
  const client = useTRPCClient();
  const refresh = useRefresh();
  const notice = useNotice();
  const t = useTranslations("settings");
  const common = useTranslations("general");
  const { onSubmit, problem, isBusy } = useSubmit(async (field) => {
    await client.account.update.mutate({ name: field("name") });
    refresh();
    notice({ text: t("saved"), tone: "plain" });
  });
  return (
    <PageSection title={t("profile.name")}>
      <form className="flex max-w-md flex-col gap-3" onSubmit={onSubmit}>
        {problem && <Alert>{problem}</Alert>}
        <Field
          label={t("profile.name")}
          name="name"
          autoComplete="name"
          defaultValue={account.name}
          maxLength={100}
          hint={t("profile.nameHint")}
          required
        />
        <Button type="submit" disabled={isBusy} className="self-start">
          {common("save")}
        </Button>
      </form>
    </PageSection>
  );
}
