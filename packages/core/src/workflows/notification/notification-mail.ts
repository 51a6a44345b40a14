import { bestLocale } from "@docket/schema/locale";
import type { Locale } from "@docket/schema/locale";
import type { Notification, NotificationKind } from "@docket/schema/notification";
import type { ProjectRole, WorkspaceRole } from "@docket/schema/role";
import type { MailBody } from "../../runtime/compose-mail.ts";

/** The texts of emails about notifications in one language. */
type NotificationTexts = {
  /** What happened, in one line. */
  lines: Record<NotificationKind, (facts: { actor: string; task: string; project: string; role: string }) => string>;
  roles: Record<ProjectRole | WorkspaceRole, string>;
  quoted: (text: string) => string;
  /** Used if the reader can't see who caused a notification. */
  someone: string;
  workspace: string;
  several: (count: number) => string;
  digest: (count: number) => string;
  more: (count: number) => string;
  openTask: string;
  openDocket: string;
  unsubscribe: string;
  unsubscribeDigest: string;
};

const english: NotificationTexts = {
  lines: {
    reminder: ({ task }) => `Reminder: ${task}`,
    assigned: ({ actor, task }) => `${actor} assigned you to ${task}`,
    commented: ({ actor, task }) => `${actor} commented on ${task}`,
    mentioned: ({ actor, task }) => `${actor} mentioned you in ${task}`,
    invited: ({ actor, project }) => `${actor} added you to ${project}`,
    role_changed: ({ actor, project, role }) => `${actor} changed your role in ${project} to ${role}`,
  },
  roles: {
    viewer: "viewer",
    commenter: "commenter",
    editor: "editor",
    manager: "manager",
    guest: "guest",
    member: "member",
    admin: "admin",
    owner: "owner",
  },
  quoted: (text) => `“${text}”`,
  someone: "Someone",
  workspace: "the workspace",
  several: (count) => `${count} new notifications`,
  digest: (count) =>
    count === 1 ? "Your day in Docket: 1 notification" : `Your day in Docket: ${count} notifications`,
  more: (count) => `And ${count} more.`,
  openTask: "Open task",
  openDocket: "Open Docket",
  unsubscribe: "Stop emails like this one",
  unsubscribeDigest: "Stop the daily email",
};

const german: NotificationTexts = {
  lines: {
    reminder: ({ task }) => `Erinnerung: ${task}`,
    assigned: ({ actor, task }) => `${actor} hat dir ${task} zugewiesen`,
    commented: ({ actor, task }) => `${actor} hat ${task} kommentiert`,
    mentioned: ({ actor, task }) => `${actor} hat dich in ${task} erwähnt`,
    invited: ({ actor, project }) => `${actor} hat dich zu ${project} hinzugefügt`,
    role_changed: ({ actor, project, role }) => `${actor} hat deine Rolle in ${project} geändert: ${role}`,
  },
  roles: {
    viewer: "Kann lesen",
    commenter: "Kann kommentieren",
    editor: "Kann bearbeiten",
    manager: "Kann verwalten",
    guest: "Gast",
    member: "Mitglied",
    admin: "Administrator",
    owner: "Inhaber",
  },
  quoted: (text) => `„${text}“`,
  someone: "Jemand",
  workspace: "dem Arbeitsbereich",
  several: (count) => `${count} neue Benachrichtigungen`,
  digest: (count) =>
    count === 1 ? "Dein Tag in Docket: 1 Benachrichtigung" : `Dein Tag in Docket: ${count} Benachrichtigungen`,
  more: (count) => `Und ${count} weitere.`,
  openTask: "Aufgabe öffnen",
  openDocket: "Docket öffnen",
  unsubscribe: "Keine solchen E-Mails mehr",
  unsubscribeDigest: "Keine tägliche E-Mail mehr",
};

const TEXTS: Readonly<Record<Locale, NotificationTexts>> = { en: english, de: german };

/** Maximum number of notifications that one email describes. */
const MAX_DESCRIBED = 50;

export type NotificationMail = {
  /** BCP 47 tag of the account's language. */
  locale: string;
  /** At least one notification, the newest first. */
  items: Notification[];
  isDigest: boolean;
  /** The address of the workspace's pages. */
  workspaceUrl: string;
  unsubscribeLink: string;
};

/** Returns the content of an email about notifications. */
export function notificationMail(mail: NotificationMail): MailBody {
  const { items, isDigest, workspaceUrl, unsubscribeLink } = mail;
  const texts = TEXTS[bestLocale([mail.locale])];
  const line = (item: Notification) => notificationLine(mail.locale, item);
  const described = items.slice(0, MAX_DESCRIBED);
  const rest = items.length - described.length;
  const paragraphs = described.map((item) =>
    item.comment ? `${line(item)}: ${texts.quoted(oneLine(item.comment.excerpt))}` : line(item),
  );
  const [first] = items;
  const isSingle = items.length === 1 && first !== undefined;
  return {
    subject: isDigest ? texts.digest(items.length) : isSingle ? line(first) : texts.several(items.length),
    paragraphs: rest > 0 ? [...paragraphs, texts.more(rest)] : paragraphs,
    button:
      isSingle && first.task && first.project
        ? { label: texts.openTask, link: `${workspaceUrl}/p/${first.project.id}?task=${first.task.id}` }
        : { label: texts.openDocket, link: workspaceUrl },
    footer: { label: isDigest ? texts.unsubscribeDigest : texts.unsubscribe, link: unsubscribeLink },
  };
}

/** Returns what happened, in one line and in the language of the reader. */
export function notificationLine(locale: string, { kind, actor, task, project, role }: Notification): string {
  const texts = TEXTS[bestLocale([locale])];
  const roles: Readonly<Record<string, string>> = texts.roles;
  return texts.lines[kind]({
    actor: actor?.name ?? texts.someone,
    task: task?.title ?? "",
    project: project?.name ?? texts.workspace,
    role: roles[role ?? ""] ?? "",
  });
}

/** Puts a text on one line. In the plain text of an email, lines of a comment would look like parts of the email. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
}
