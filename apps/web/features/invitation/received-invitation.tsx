"use client";

import type { ReceivedInvitations } from "@docket/schema/invitation";
import { uuidv7 } from "@docket/schema/uuid";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { loadPage } from "../../navigation/redirect.ts";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { useNotice } from "../../ui/notice.tsx";
import { joinedPath } from "../session/join.ts";

const BUTTON = "min-h-6 px-1 font-medium underline disabled:opacity-50 pointer-coarse:min-h-11";

/** Returns the query for the open invitations to the viewer's address. */
export function useReceivedInvitations() {
  return useQuery(useTRPC().invitation.listReceived.queryOptions());
}

type ReceivedInvitationProps = {
  invitation: ReceivedInvitations["items"][number];
  /** Hides the invitation without an answer. */
  onHide?: () => void;
};

/** An invitation to the viewer's address, with buttons that accept and decline it. Declining is confirmed. */
export function ReceivedInvitation({ invitation, onHide }: ReceivedInvitationProps) {
  const { workspaceId, id, projectName, workspaceName, invitedBy: who } = invitation;
  const client = useTRPCClient();
  const { refetch } = useReceivedInvitations();
  const notice = useNotice();
  const errorMessage = useErrorMessage();
  const t = useTranslations("notification.received");
  const common = useTranslations("general");
  /** Null until the viewer has been asked whether to decline. */
  const [isAsking, setAsking] = useState<boolean | null>(null);
  // A repeated click sends the same command, so that an answer that got lost does not matter.
  const [acceptance] = useState(() => ({ workspaceId, id, commandId: uuidv7() }));
  const [refusal] = useState(() => ({ workspaceId, id, commandId: uuidv7() }));
  const onError = (error: unknown) => {
    notice({ text: errorMessage(error), tone: "danger" });
    void refetch();
  };
  const accept = useMutation({
    mutationFn: async () => joinedPath(client, await client.invitation.acceptReceived.mutate(acceptance)),
    onSuccess: loadPage,
    onError,
  });
  const decline = useMutation({
    mutationFn: () => client.invitation.decline.mutate(refusal),
    onSuccess: async () => {
      await refetch();
      notice({ text: t("declined"), tone: "plain" });
      focusPage();
    },
    onError,
  });
  const isBusy = accept.isPending || accept.isSuccess || decline.isPending;
  if (isAsking)
    return (
      <>
        {t("question", { name: projectName ?? workspaceName })}{" "}
        <button ref={focus} type="button" className={BUTTON} disabled={isBusy} onClick={() => decline.mutate()}>
          {t("decline")}
        </button>{" "}
        <button type="button" className={BUTTON} disabled={isBusy} onClick={() => setAsking(false)}>
          {common("cancel")}
        </button>
      </>
    );
  return (
    <>
      {projectName === null
        ? t("toWorkspace", { who, name: workspaceName })
        : t("toProject", { who, name: projectName })}{" "}
      <button type="button" className={BUTTON} disabled={isBusy} onClick={() => accept.mutate()}>
        {t("accept")}
      </button>{" "}
      <button
        ref={isAsking === false ? focus : undefined}
        type="button"
        className={BUTTON}
        disabled={isBusy}
        onClick={() => setAsking(true)}
      >
        {t("decline")}
      </button>{" "}
      {onHide && (
        <button
          type="button"
          className={BUTTON}
          disabled={isBusy}
          onClick={() => {
            onHide();
            focusPage();
          }}
        >
          {t("notNow")}
        </button>
      )}
    </>
  );
}

function focus(element: HTMLElement | null): void {
  element?.focus();
}

/** Moves the focus to the content of the page, because the focused button disappears. */
function focusPage(): void {
  focus(document.querySelector<HTMLElement>("main"));
}
