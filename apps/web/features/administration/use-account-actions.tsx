"use client";

import type { InstanceRole } from "@docket/schema/role";
import type { User } from "@docket/schema/user";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { copyText } from "../../ui/copy-text.ts";
import { useNotice } from "../../ui/notice.tsx";
import { useAccountAction } from "./use-account-action.tsx";

/** The actions that an administrator can take on an account. */
export type AccountActions = {
  setRole: (user: User, role: InstanceRole) => void;
  makeResetLink: (user: User) => void;
  endSessions: (user: User) => void;
  suspend: (user: User) => void;
  reactivate: (user: User) => void;
  /** The most recently created password reset link, for the administrator to forward. */
  made: { name: string; link: string } | null;
  copy: () => void;
  dialog: ReactNode;
};

export function useAccountActions(): AccountActions {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const notice = useNotice();
  const t = useTranslations("administration.users");
  const runner = useAccountAction({ conflict: t("lastOwner") });
  const [resetLink, setMade] = useState<AccountActions["made"]>(null);
  const notifyAndRefetch = (text: string) => {
    notice({ text, tone: "plain" });
    void queryClient.invalidateQueries(trpc.user.pathFilter());
  };
  return {
    setRole: ({ id, name }, role) =>
      runner.run(
        () => client.user.setRole.mutate({ id, role }),
        () => notifyAndRefetch(t("roleChanged", { name, role })),
      ),
    makeResetLink: ({ id, name }) =>
      runner.run(
        () => client.user.createResetLink.mutate({ id }),
        ({ link }) => setMade({ name, link }),
      ),
    endSessions: ({ id, name }) =>
      runner.run(
        () => client.user.revokeSessions.mutate({ id }),
        ({ count }) => notifyAndRefetch(t("sessionsEnded", { name, count })),
      ),
    suspend: ({ id, name }) =>
      runner.run(
        () => client.user.suspend.mutate({ id }),
        () => notifyAndRefetch(t("suspended", { name })),
      ),
    reactivate: ({ id, name }) =>
      runner.run(
        () => client.user.reactivate.mutate({ id }),
        () => notifyAndRefetch(t("reactivated", { name })),
      ),
    made: resetLink,
    copy: () => {
      copyText(resetLink?.link ?? "");
      notice({ text: t("copied"), tone: "plain" });
    },
    dialog: runner.dialog,
  };
}
