"use client";

import { uuidv7 } from "@docket/schema/uuid";
import { useQuery } from "@tanstack/react-query";
import { useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { useLinkSecret } from "./use-link-secret.ts";
import { useSubmit } from "./use-submit.ts";

/** Joins what one was invited to, as the person who is signed in. */
export function AcceptInvitation() {
  const client = useTRPCClient();
  const token = useLinkSecret();
  const invitation = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => client.invitation.preview.mutate({ token: token ?? "" }),
    enabled: typeof token === "string",
    staleTime: Infinity,
  });
  const { onSubmit, problem, isBusy } = useSubmit(async () => {
    await client.invitation.accept.mutate({
      workspaceId: invitation.data?.workspaceId ?? "",
      token: token ?? "",
      commandId: uuidv7(),
    });
    window.location.assign("/");
  });
  if (token === null || invitation.isError)
    return <Alert>This link does not work, or not any more. Ask for a new one.</Alert>;
  if (!invitation.data) return <p role="status">One moment…</p>;
  return (
    <form className="flex flex-col gap-4" onSubmit={onSubmit}>
      {problem && <Alert>{problem}</Alert>}
      <p className="break-words">
        You are invited to <strong>{invitation.data.projectName ?? invitation.data.workspaceName}</strong>.
      </p>
      <Button type="submit" look="primary" disabled={isBusy}>
        Join
      </Button>
    </form>
  );
}
