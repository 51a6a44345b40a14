"use client";

import { useQuery } from "@tanstack/react-query";
import { Link2, Mail } from "lucide-react";
import { useTranslations } from "use-intl";
import { useReplica } from "../../replica/replica-provider.tsx";
import { useTRPC } from "../../trpc/react.ts";
import { Button } from "../../ui/button.tsx";
import { useNotice } from "../../ui/notice.tsx";
import { useFormatMoment } from "../../ui/use-format-moment.ts";

type OpenInvitationsProps = {
  workspaceId: string;
  /** The project whose invitations are listed; null for the workspace's invitations. */
  projectId: string | null;
};

/** Pending invitations, each with a button to revoke it. */
export function OpenInvitations({ workspaceId, projectId }: OpenInvitationsProps) {
  const t = useTranslations("sharing");
  const notice = useNotice();
  const replica = useReplica();
  const moment = useFormatMoment();
  const invitations = useQuery(useTRPC().invitation.list.queryOptions({ workspaceId, projectId, limit: 100 }));
  const items = invitations.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section aria-label={t("open")} className="mt-4">
      <h3 className="mb-1 font-medium">{t("open")}</h3>
      <ul>
        {items.map(({ id, email, role, expiresAt }) => {
          const name = email ?? t("anyone");
          return (
            <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2">
              <span className="grid size-10 place-items-center text-muted [&>svg]:size-4">
                {email === null ? <Link2 aria-hidden /> : <Mail aria-hidden />}
              </span>
              <div className="min-w-32 flex-1">
                <p dir="auto" className="break-words">
                  {name}
                </p>
                <p className="text-sm text-muted">
                  {t("until", { role: t(`roles.${role}`), when: moment(expiresAt) })}
                </p>
              </div>
              <Button
                aria-label={t("revokeNamed", { name })}
                onClick={() => {
                  replica.write("invitation.revoke", { id });
                  notice({ text: t("revoked"), tone: "plain" });
                }}
              >
                {t("revoke")}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
