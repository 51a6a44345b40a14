"use client";

import type { Notification } from "@docket/schema/notification";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useFormatWhen } from "../../entities/task/use-format-when.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { useReplica } from "../../replica/replica-provider.tsx";
import { useNotice } from "../../ui/notice.tsx";
import { clockOf } from "./snooze-times.ts";

/** Returns the actions on notifications. They take effect immediately and can be undone. */
export function useNotificationActions() {
  const replica = useReplica();
  const notice = useNotice();
  const t = useTranslations("notification");
  const common = useTranslations("general");
  const { timeZone } = useViewer();
  const formatWhen = useFormatWhen();
  return useMemo(() => {
    const markRead = (ids: string[]) => void replica.write("notification.markRead", { ids });
    const markUnread = (ids: string[]) => void replica.write("notification.markUnread", { ids });
    const done = (text: string, undo?: () => void) =>
      notice({ text, tone: "plain", ...(undo ? { action: { label: common("undo"), run: undo } } : {}) });
    return {
      markRead,
      markUnread,
      /**
       * Marks all notifications as read that were shown up to a time.
       *
       * @param ids those that undoing marks as unread; null if not all of them are known
       */
      markAllRead: (through: string, ids: string[] | null) => {
        replica.write("notification.markRead", { through });
        done(t("allRead"), ids === null ? undefined : () => markUnread(ids));
      },
      snooze: ({ id, readAt }: Notification, until: Date) => {
        replica.write("notification.snooze", { ids: [id], until: until.toISOString() });
        done(t("snoozed", { when: formatWhen(clockOf(until, timeZone)) }), () => {
          replica.write("notification.snooze", { ids: [id], until: null });
          if (readAt !== null) markRead([id]);
        });
      },
      mute: ({ id, title }: { id: string; title: string }) => {
        replica.write("follow.set", { taskId: id, state: "muted" });
        done(t("muted", { title }), () => replica.write("follow.set", { taskId: id, state: null }));
      },
    };
  }, [common, formatWhen, notice, replica, t, timeZone]);
}
