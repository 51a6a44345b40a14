import { bestLocale } from "@docket/schema/locale";
import type { Locale } from "@docket/schema/locale";
import type { Notification } from "@docket/schema/notification";
import { notificationLine, oneLine } from "./notification-mail.ts";

/** Maximum length of a title or text in characters. A message can have about 4000 bytes. */
const MAX_CHARACTERS = 200;

/** What the service worker shows (`apps/web/public/sw.js`). */
type Content = {
  title: string;
  body: string;
  /** BCP 47 tag of the language of the texts. */
  lang: Locale;
  /** A notification with the same tag is replaced. */
  tag: string;
  /** The page that a click opens. */
  path: string;
};

const TEST: Readonly<Record<Locale, { title: string; body: string }>> = {
  en: { title: "Docket", body: "Push notifications work on this device." },
  de: { title: "Docket", body: "Push-Benachrichtigungen funktionieren auf diesem Gerät." },
};

/**
 * Returns the text of a push message about a notification.
 *
 * @param locale BCP 47 tag of the account's language
 * @param path the path of the workspace's pages
 */
export function pushMessage(locale: string, item: Notification, path: string): string {
  const { id, shownAt, task, project, comment } = item;
  return messageText({
    title: notificationLine(locale, item),
    body: comment?.excerpt ?? (task === null ? "" : (project?.name ?? "")),
    lang: bestLocale([locale]),
    // A notification that is shown again after a snooze does not replace itself silently.
    tag: `${id} ${shownAt}`,
    path: project === null ? path : `${path}/p/${project.id}${task === null ? "" : `?task=${task.id}`}`,
  });
}

/** Returns the text of a test notification. */
export function pushTestMessage(lang: Locale): string {
  return messageText({ ...TEST[lang], lang, tag: "test", path: "/" });
}

function messageText({ title, body, ...rest }: Content): string {
  const content: Content = { title: shortened(title), body: shortened(body), ...rest };
  return JSON.stringify(content);
}

function shortened(text: string): string {
  const characters = [...oneLine(text)];
  return characters.length > MAX_CHARACTERS ? `${characters.slice(0, MAX_CHARACTERS).join("")}…` : characters.join("");
}
