"use client";

import type { InvitationPreview } from "@docket/schema/invitation";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { loadPage } from "../../navigation/redirect.ts";
import { useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { strong } from "../../ui/strong.tsx";
import { join } from "./join.ts";
import { useLinkSecret } from "./use-link-secret.ts";
import { useSubmit } from "./use-submit.ts";

/** Form for accepting an invitation as the signed-in user. */
export function AcceptInvitation() {
  const client = useTRPCClient();
  const token = useLinkSecret();
  const t = useTranslations("session");
  const invitation = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => client.invitation.preview.mutate({ token: token ?? "" }),
    enabled: typeof token === "string",
    staleTime: Infinity,
  });
  const { onSubmit, problem, isBusy } = useSubmit(async () => {
    if (invitation.data) loadPage(await join(client, invitation.data, token ?? ""));
  });
  if (token === null || invitation.isError) return <Alert>{t("wrongLink")}</Alert>;
  if (!invitation.data) return <p role="status">{t("moment")}</p>;
  return (
    <form className="flex flex-col gap-4" onSubmit={onSubmit}>
      {problem && <Alert>{problem}</Alert>}
      <InvitationSummary invitation={invitation.data} />
      <Button type="submit" look="primary" disabled={isBusy}>
        {t(isBusy ? "invite.busy" : "invite.join")}
      </Button>
    </form>
  );
}

function InvitationSummary({ invitation }: { invitation: InvitationPreview }) {
  const t = useTranslations("session");
  const { invitedBy: inviter, projectName, workspaceName, email } = invitation;
  const marks = { inviter, b: strong };
  return (
    <div className="break-words">
      <p>
        {projectName === null
          ? t.rich("invite.toWorkspace", { ...marks, name: workspaceName })
          : t.rich("invite.toProject", { ...marks, name: projectName })}
      </p>
      {email !== null && <p className="text-muted">{t("invite.forAddress", { email })}</p>}
    </div>
  );
}
