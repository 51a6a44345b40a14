"use client";

import type { Notification, NotificationKind } from "@docket/schema/notification";
import {
  AlarmClock,
  AtSign,
  BellOff,
  Clock,
  Ellipsis,
  Mail,
  MailOpen,
  MessageSquare,
  Shield,
  UserPlus,
  Users,
} from "lucide-react";
import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { keysOf } from "../../actions/action-table.ts";
import { openTaskHref } from "../../entities/task/open-task-href.ts";
import { useOpenTask } from "../../entities/task/use-open-task.ts";
import { projectPath } from "../../entities/workspace/path.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { usePath, useSearch } from "../../navigation/address.tsx";
import { Link } from "../../navigation/link.tsx";
import { ColorDot } from "../../ui/color-dot.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { MenuButton, MenuItem } from "../../ui/menu.tsx";
import { notificationText } from "./notification-text.ts";

const ICONS: Record<NotificationKind, ReactNode> = {
  reminder: <AlarmClock />,
  assigned: <UserPlus />,
  commented: <MessageSquare />,
  mentioned: <AtSign />,
  invited: <Users />,
  role_changed: <Shield />,
};

type NotificationRowProps = {
  notification: Notification;
  now: Date;
  onOpen: () => void;
  onToggleRead: () => void;
  onSnooze: (anchor: HTMLElement) => void;
  onMute: () => void;
};

/** One notification in a line: what happened, where and when. */
export function NotificationRow({ notification, now, onOpen, onToggleRead, onSnooze, onMute }: NotificationRowProps) {
  const { id, kind, task, comment, project, shownAt, readAt } = notification;
  const t = useTranslations("notification");
  const text = notificationText({ t, roles: useTranslations("activity.role") }, notification);
  const format = useFormatter();
  const at = new Date(shownAt);
  const isUnread = readAt === null;
  const toggleText = t(isUnread ? "markRead" : "markUnread");
  return (
    <li
      data-row={id}
      className="group/row flex min-h-10 items-center gap-2 rounded-md px-2 focus-within:bg-hover hover:bg-hover pointer-coarse:min-h-12"
    >
      <span aria-hidden className={`size-2 shrink-0 rounded-full ${isUnread ? "bg-accent" : ""}`} />
      <span aria-hidden className="text-muted [&_svg]:size-4">
        {ICONS[kind]}
      </span>
      <NotificationLink notification={notification} onOpen={onOpen}>
        {isUnread && <span className="sr-only">{t("unread")}: </span>}
        <span className={isUnread ? "font-medium" : ""}>{text}</span>
        {comment && <span className="text-muted"> · {comment.excerpt}</span>}
      </NotificationLink>
      {project && task && (
        <span className="flex max-w-40 shrink-0 items-center gap-1.5 text-xs text-muted max-sm:hidden">
          <ColorDot color={project.color} />
          <span dir="auto" className="truncate">
            {project.name}
          </span>
        </span>
      )}
      <time
        dateTime={shownAt}
        suppressHydrationWarning
        className="shrink-0 text-xs whitespace-nowrap text-muted tabular-nums"
      >
        {format.relativeTime(at, { now: at > now ? at : now, style: "narrow" })}
      </time>
      <IconButton
        label={toggleText}
        keys={keysOf("notification.toggleRead")}
        icon={isUnread ? <MailOpen aria-hidden /> : <Mail aria-hidden />}
        className="max-sm:hidden"
        onClick={onToggleRead}
      />
      <MenuButton
        label={t("more", { title: text })}
        className="grid size-8 shrink-0 place-items-center rounded-md text-muted hover:bg-hover hover:text-text pointer-coarse:size-11 [&>svg]:size-4"
        face={<Ellipsis aria-hidden />}
      >
        <MenuItem
          icon={isUnread ? <MailOpen /> : <Mail />}
          keys={keysOf("notification.toggleRead")}
          onSelect={onToggleRead}
        >
          {toggleText}
        </MenuItem>
        <MenuItem
          icon={<Clock />}
          keys={keysOf("notification.snooze")}
          onSelect={() => {
            const row = document.querySelector<HTMLElement>(`[data-row="${id}"]`);
            if (row) onSnooze(row);
          }}
        >
          {t("snooze")}
        </MenuItem>
        {task && (
          <MenuItem icon={<BellOff />} keys={keysOf("notification.mute")} onSelect={onMute}>
            {t("mute")}
          </MenuItem>
        )}
      </MenuButton>
    </li>
  );
}

type NotificationLinkProps = { notification: Notification; onOpen: () => void; children: ReactNode };

/** The link to what the notification is about. A task opens in the panel. */
function NotificationLink({ notification: { task, project }, onOpen, children }: NotificationLinkProps) {
  const { slug } = useWorkspace();
  const path = usePath();
  const search = useSearch();
  const [openId, open] = useOpenTask();
  const look = "min-w-0 grow truncate rounded py-2";
  if (!task)
    return (
      <Link
        href={project ? projectPath(slug, project.id) : `/w/${slug}/settings/members`}
        data-row-link
        dir="auto"
        className={look}
        onClick={onOpen}
      >
        {children}
      </Link>
    );
  return (
    <a
      href={openTaskHref(path, search.toString(), task.id)}
      aria-current={openId === task.id ? "true" : undefined}
      data-row-link
      dir="auto"
      className={look}
      onClick={(event) => {
        onOpen();
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        if (openId !== task.id) open(task.id);
      }}
    >
      {children}
    </a>
  );
}
