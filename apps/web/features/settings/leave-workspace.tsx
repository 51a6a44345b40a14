"use client";

import { uuidv7 } from "@docket/schema/uuid";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { loadPage } from "../../navigation/redirect.ts";
import { useTRPCClient } from "../../trpc/react.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogButtons } from "../../ui/dialog.tsx";
import { PageSection } from "../../ui/page-section.tsx";

/** Section for leaving the workspace. Asks for confirmation, because the member cannot undo leaving. */
export function LeaveWorkspace() {
  const { id: workspaceId, name } = useWorkspace();
  const { userId } = useViewer();
  const client = useTRPCClient();
  const t = useTranslations("settings.workspace");
  const sharing = useTranslations("sharing");
  const sentence = useErrorMessage({ conflict: sharing("onlyOwner") });
  const [isAsking, setAsking] = useState(false);
  const leave = useMutation({
    // Bypasses the outbox, which belongs to the workspace that the user is leaving.
    mutationFn: () => client.workspace.removeMember.mutate({ workspaceId, commandId: uuidv7(), userId }),
    onSuccess: () => loadPage("/"),
  });
  return (
    <PageSection title={t("leave")} text={t("leaveText")}>
      <Button look="danger" onClick={() => setAsking(true)}>
        {t("leaveButton", { name })}
      </Button>
      {isAsking && (
        <Dialog title={t("leave")} onClose={() => setAsking(false)}>
          <form
            className="flex flex-col gap-4"
            onSubmit={(event) => {
              event.preventDefault();
              leave.mutate();
            }}
          >
            {leave.error && <Alert>{sentence(leave.error)}</Alert>}
            <p>{t("leaveText")}</p>
            <DialogButtons
              submit={sharing("leave")}
              isDanger
              isBusy={leave.isPending}
              onCancel={() => setAsking(false)}
            />
          </form>
        </Dialog>
      )}
    </PageSection>
  );
}
