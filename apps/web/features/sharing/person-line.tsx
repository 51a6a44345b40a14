"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Avatar } from "../../ui/avatar.tsx";

type PersonLineProps = {
  name: string;
  /** Null if the viewer is not allowed to see it. */
  email: string | null;
  isMe: boolean;
  /** Whether the user has confirmed their email address. If not, the account may belong to someone else. */
  isVerified: boolean;
  /** The role (text or select) and buttons. */
  children: ReactNode;
};

/** One user in a list of members. */
export function PersonLine({ name, email, isMe, isVerified, children }: PersonLineProps) {
  const t = useTranslations("sharing");
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2">
      <Avatar name={name} size="large" />
      <div className="min-w-32 flex-1">
        <p className="break-words">
          <bdi>{name}</bdi>
          {isMe && <span className="text-muted"> ({t("you")})</span>}
        </p>
        {!isVerified && <p className="text-sm text-warning">{t("unconfirmed")}</p>}
        {email !== null && <p className="text-sm break-words text-muted">{email}</p>}
      </div>
      <div className="flex items-center gap-2">{children}</div>
    </li>
  );
}
