import type { Notification } from "@docket/schema/notification";
import type { useTranslations } from "use-intl";

/** The translators for the texts of notifications. */
export type NotificationTexts = {
  t: ReturnType<typeof useTranslations<"notification">>;
  roles: ReturnType<typeof useTranslations<"activity.role">>;
};

/** Describes a notification in one sentence. */
export function notificationText({ t, roles }: NotificationTexts, notification: Notification): string {
  const { kind, actor, task, project, role } = notification;
  const who = actor?.name ?? t("someone");
  const title = task?.title ?? "";
  const place = project === null ? t("workspace") : `“${project.name}”`;
  if (kind === "reminder") return t("what.reminder", { title });
  if (kind === "invited") return t("what.invited", { who, place });
  // Safe because the server returns one of the roles that people can have.
  if (kind === "role_changed")
    return t("what.role_changed", { who, place, role: roles((role ?? "member") as "member") });
  return t(`what.${kind}`, { who, title });
}
