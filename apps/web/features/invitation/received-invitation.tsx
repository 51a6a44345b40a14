"use client";

import type { ReceivedInvitations } from "@docket/schema/invitation";
import { uuidv7 } from "@docket/schema/uuid";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { homePath, projectPath } from "../../entities/workspace/path.ts";
import { loadPage } from "../../navigation/redirect.ts";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { useNotice } from "../../ui/notice.tsx";

const BUTTON = "min-h-6 px-1 font-medium underline disabled:opacity-50 pointer-coarse:min-h-11";

/** Returns the query for the open invitations to the viewer's address. */
export function useReceivedInvitations() {
  return useQuery(useTRPC().invitation.listReceived.queryOptions());
}

/** An invitation to the viewer's address, with buttons that accept and decline it. */
export function ReceivedInvitation({ invitation }: { invitation: ReceivedInvitations["items"][number] }) {
  const { workspaceId, id, projectName, workspaceName, invitedBy: who } = invitation;
  const client = useTRPCClient();
  const { refetch } = useReceivedInvitations();
  const notice = useNotice();
  const errorMessage = useErrorMessage();
  const t = useTranslations("notification.received");
  const onError = (error: unknown) => {
    notice({ text: errorMessage(error), tone: "danger" });
    void refetch();
  };
  const accept = useMutation({
    mutationFn: async () => {
      const { projectId } = await client.invitation.acceptReceived.mutate({ workspaceId, id, commandId: uuidv7() });
      const workspace = await client.workspace.get.query({ workspaceId });
      return projectId === null ? homePath(workspace) : projectPath(workspace.slug, projectId);
    },
    onSuccess: loadPage,
    onError,
  });
  const decline = useMutation({
    mutationFn: () => client.invitation.decline.mutate({ workspaceId, id, commandId: uuidv7() }),
    onSuccess: async () => {
      await refetch();
      notice({ text: t("declined"), tone: "plain" });
    },
    onError,
  });
  const isBusy = accept.isPending || accept.isSuccess || decline.isPending;
  return (
    <>
      {projectName === null
        ? t("toWorkspace", { who, name: workspaceName })
        : t("toProject", { who, name: projectName })}{" "}
      <button type="button" className={BUTTON} disabled={isBusy} onClick={() => accept.mutate()}>
        {t("accept")}
      </button>{" "}
      <button type="button" className={BUTTON} disabled={isBusy} onClick={() => decline.mutate()}>
        {t("decline")}
      </button>
    </>
  );
}
