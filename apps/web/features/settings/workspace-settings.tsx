"use client";

import { WORKSPACE_ROLES, isAtLeast } from "@docket/schema/role";
import { uuidv7 } from "@docket/schema/uuid";
import { useTranslations } from "use-intl";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useRefresh } from "../../navigation/use-navigate.ts";
import { useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { useNotice } from "../../ui/notice.tsx";
import { PageSection } from "../../ui/page-section.tsx";
import { useSubmit } from "../session/use-submit.ts";
import { LeaveWorkspace } from "./leave-workspace.tsx";
import { NewWorkspace } from "./new-workspace.tsx";

/** Settings of a workspace: rename it, leave it or create another. */
export function WorkspaceSettings() {
  const workspace = useWorkspace();
  const t = useTranslations("settings");
  const canRename = isAtLeast(WORKSPACE_ROLES, workspace.role, "admin");
  return (
    <>
      <PageSection title={t("workspace.name")}>
        {canRename ? (
          <RenameForm />
        ) : (
          <>
            <p dir="auto" className="break-words">
              {workspace.name}
            </p>
            <p className="text-muted">{t("workspace.readOnly")}</p>
          </>
        )}
      </PageSection>
      <PageSection title={t("workspace.another")} text={t("workspace.anotherText")}>
        <NewWorkspace />
      </PageSection>
      {workspace.role !== "owner" && <LeaveWorkspace />}
    </>
  );
}

function RenameForm() {
  const { id: workspaceId, name, version } = useWorkspace();
  const client = useTRPCClient();
  const refresh = useRefresh();
  const notice = useNotice();
  const t = useTranslations("settings");
  const common = useTranslations("general");
  const { onSubmit, problem, isBusy } = useSubmit(async (field) => {
    await client.workspace.update.mutate({
      workspaceId,
      commandId: uuidv7(),
      baseVersion: version,
      set: { name: field("name") },
    });
    refresh();
    notice({ text: t("saved"), tone: "plain" });
  });
  return (
    <form className="flex max-w-md flex-col gap-3" onSubmit={onSubmit}>
      {problem && <Alert>{problem}</Alert>}
      <Field
        label={t("workspace.nameOfNew")}
        name="name"
        defaultValue={name}
        maxLength={200}
        autoComplete="off"
        required
      />
      <Button type="submit" disabled={isBusy} className="self-start">
        {common("save")}
      </Button>
    </form>
  );
}
