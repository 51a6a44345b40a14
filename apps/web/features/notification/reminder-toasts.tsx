"use client";

import type { Notification } from "@docket/schema/notification";
import { useQuery } from "@tanstack/react-query";
import { AlarmClock, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFormatWhen } from "../../entities/task/use-format-when.ts";
import { useOpenTask } from "../../entities/task/use-open-task.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useTRPC } from "../../trpc/react.ts";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { NotificationMessages } from "./notification-messages.tsx";
import { SnoozePicker } from "./snooze-picker.tsx";
import { useNotificationActions } from "./use-notification-actions.ts";
import { useOpenClickedPush } from "./use-open-clicked-push.ts";

/** Number of notifications that are read to find reminders that have just arrived. */
const NEWEST = 20;
/** Maximum number of reminders shown at the same time. All of them are on the page of notifications. */
const MAX_TOASTS = 3;

/** Identifies an arrival: a reminder arrives once more when it was snoozed. */
const arrivalOf = ({ id, shownAt }: Notification) => `${id} ${shownAt}`;

/** Shows reminders that arrive while the page is open, until they are opened, snoozed or closed. */
export function ReminderToasts() {
  useOpenClickedPush();
  return (
    <NotificationMessages>
      <Toasts />
    </NotificationMessages>
  );
}

function Toasts() {
  const { id: workspaceId } = useWorkspace();
  const t = useTranslations("notification");
  const common = useTranslations("general");
  const formatWhen = useFormatWhen();
  const [, open] = useOpenTask();
  const actions = useNotificationActions();
  const [snoozing, setSnoozing] = useState<{ notification: Notification; anchor: HTMLElement } | null>(null);
  const input = { workspaceId, show: "unread", limit: NEWEST } as const;
  const newest = useQuery(useTRPC().notification.list.queryOptions(input)).data?.items;
  /** The arrivals that are not shown: those before the page was opened, and those that were closed. */
  const [hidden, setHidden] = useState<ReadonlySet<string> | null>(null);
  if (hidden === null && newest !== undefined) setHidden(new Set(newest.map(arrivalOf)));
  const toasts = (newest ?? [])
    .filter((one) => one.kind === "reminder" && one.readAt === null && hidden?.has(arrivalOf(one)) === false)
    .slice(0, MAX_TOASTS);
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed end-4 bottom-4 z-40 flex w-88 max-w-[calc(100%-2rem)] flex-col gap-2 max-md:bottom-20"
    >
      {toasts.map((notification) => {
        const { id, task } = notification;
        return (
          task && (
            <div
              key={id}
              className="pointer-events-auto flex items-start gap-2 rounded-lg border border-line bg-panel p-3 shadow-lg"
            >
              <AlarmClock aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
              <div className="flex min-w-0 grow flex-col gap-2">
                <div>
                  <p dir="auto" className="font-medium break-words">
                    <span className="sr-only">{t("reminder")}: </span>
                    {task.title}
                  </p>
                  {task.due && <p className="text-sm text-muted">{formatWhen(task.due)}</p>}
                </div>
                <div className="flex gap-2">
                  <Button
                    look="primary"
                    onClick={() => {
                      actions.markRead([id]);
                      open(task.id);
                    }}
                  >
                    {t("open")}
                  </Button>
                  <Button
                    aria-haspopup="menu"
                    onClick={(event) => setSnoozing({ notification, anchor: event.currentTarget })}
                  >
                    {t("snooze")}
                  </Button>
                </div>
              </div>
              <IconButton
                label={common("close")}
                icon={<X aria-hidden />}
                className="-me-1 -mt-1"
                onClick={() => setHidden(new Set([...(hidden ?? []), arrivalOf(notification)]))}
              />
            </div>
          )
        );
      })}
      {snoozing && (
        <SnoozePicker
          anchor={snoozing.anchor}
          onChoose={(until) => actions.snooze(snoozing.notification, until)}
          onClose={() => setSnoozing(null)}
        />
      )}
    </div>
  );
}
