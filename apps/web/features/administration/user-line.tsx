"use client";

import type { Account } from "@docket/schema/account";
import { INSTANCE_ROLES } from "@docket/schema/role";
import type { User } from "@docket/schema/user";
import { Ban, Ellipsis, KeyRound, LogOut, UserCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import { Avatar } from "../../ui/avatar.tsx";
import { MenuButton, MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import { useFormatMoment } from "../../ui/use-format-moment.ts";
import type { AccountActions } from "./use-account-actions.tsx";

type UserLineProps = { user: User; me: Account; accountActions: AccountActions };

/** One account: its name, role and status, and a menu of the actions that the viewer is allowed to take. */
export function UserLine({ user, me, accountActions }: UserLineProps) {
  const t = useTranslations("administration.users");
  const moment = useFormatMoment();
  const { name, email, role, status, isVerified, lastSeenAt } = user;
  const facts = [
    email,
    !isVerified && status !== "deleted" && t("unverified"),
    status !== "deleted" && (lastSeenAt === null ? t("neverSeen") : t("lastSeen", { when: moment(lastSeenAt) })),
  ];
  // Owners can act on any account and administrators on regular users, but neither on their own account.
  const canAct = status !== "deleted" && user.id !== me.id && (me.role === "owner" || role === "user");
  return (
    <li className="flex items-center gap-3 border-t border-line py-2">
      <Avatar name={name} size="large" />
      <div className="min-w-0 flex-1">
        <p className="break-words">
          <bdi>{status === "deleted" ? t("gone") : name}</bdi>
          {role !== "user" && <span className="text-accent"> · {t(`roles.${role}`)}</span>}
          {status === "suspended" && <span className="text-danger"> · {t("statuses.suspended")}</span>}
        </p>
        <p className="text-sm break-words text-muted">{facts.filter(Boolean).join(" · ")}</p>
      </div>
      {canAct && <UserMenu {...{ user, me, accountActions }} />}
    </li>
  );
}

function UserMenu({ user, me, accountActions }: UserLineProps) {
  const t = useTranslations("administration.users");
  const roles = me.role === "owner" ? INSTANCE_ROLES : [];
  return (
    <MenuButton
      label={t("more", { name: user.name })}
      className="grid size-8 shrink-0 place-items-center rounded-md text-muted hover:bg-hover hover:text-text pointer-coarse:size-11"
      face={<Ellipsis aria-hidden className="size-4" />}
    >
      {user.status === "active" && (
        <>
          <MenuItem icon={<KeyRound />} onSelect={() => accountActions.makeResetLink(user)}>
            {t("resetLink")}
          </MenuItem>
          <MenuItem icon={<LogOut />} onSelect={() => accountActions.endSessions(user)}>
            {t("endSessions")}
          </MenuItem>
        </>
      )}
      {roles
        .filter((role) => role !== user.role)
        .map((role) => (
          <MenuItem key={role} onSelect={() => accountActions.setRole(user, role)}>
            {t("makeRole", { role })}
          </MenuItem>
        ))}
      <MenuSeparator />
      {user.status === "active" ? (
        <MenuItem icon={<Ban />} isDanger onSelect={() => accountActions.suspend(user)}>
          {t("suspend")}
        </MenuItem>
      ) : (
        <MenuItem icon={<UserCheck />} onSelect={() => accountActions.reactivate(user)}>
          {t("reactivate")}
        </MenuItem>
      )}
    </MenuButton>
  );
}
