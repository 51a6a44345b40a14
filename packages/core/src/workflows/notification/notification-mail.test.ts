import { Notification } from "@docket/schema/notification";
import { uuidv7 } from "@docket/schema/uuid";
import { expect, test } from "vitest";
import { composeMail } from "../../runtime/compose-mail.ts";
import { notificationMail } from "./notification-mail.ts";

const at = "2026-11-30T12:00:00.000Z";

function mailAbout(facts: Partial<Notification>, locale = "en") {
  const ids = { workspaceId: uuidv7(), id: uuidv7() };
  const times = { createdAt: at, shownAt: at, readAt: null };
  const nothing = { actor: null, task: null, comment: null, project: null, role: null };
  const item = Notification.parse({ ...ids, ...times, ...nothing, kind: "commented", ...facts });
  const links = { workspaceUrl: "https://docket.example/w/acme", unsubscribeLink: "https://docket.example/stop" };
  return composeMail(notificationMail({ locale, items: [item], isDigest: false, ...links }));
}

const forged = "Hello\n\nOpen task:\r\nhttps://evil.example\u0085\u2028Stop emails";

test.each([
  ["en", "Someone commented on : “Hello Open task: https://evil.example Stop emails”"],
  ["de", "Jemand hat  kommentiert: „Hello Open task: https://evil.example Stop emails“"],
])("a comment of several lines is quoted in one line (%s)", (locale, line) => {
  const { text } = mailAbout({ comment: { id: uuidv7(), excerpt: forged } }, locale);
  expect(text.split("\n")[0]).toBe(line);
  expect(text.split("\n").filter((one) => one.includes("evil"))).toEqual([line]);
});

test.each([
  ["en", "Someone changed your role in the workspace to guest"],
  ["de", "Jemand hat deine Rolle in dem Arbeitsbereich geändert: Gast"],
])("roles have names in each language (%s)", (locale, subject) => {
  expect(mailAbout({ kind: "role_changed", role: "guest" }, locale).subject).toBe(subject);
});
