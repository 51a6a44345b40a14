import type { Notification } from "@docket/schema/notification";
import { createTranslator } from "use-intl/core";
import { expect, test } from "vitest";
import { en } from "../../messages/en.ts";
import { notificationText } from "./notification-text.ts";

const texts = {
  t: createTranslator({ locale: "en", messages: en, namespace: "notification" }),
  roles: createTranslator({ locale: "en", messages: en, namespace: "activity.role" }),
};
const grace = { id: "g", name: "Grace" };
const task = { id: "t", title: "Pay rent", reference: "HOME-1", status: "open", start: null, due: null } as const;
const project = { id: "p", name: "Home", color: "red" };

test.each<[Partial<Notification>, string]>([
  [{ kind: "reminder", task }, "Reminder: “Pay rent”"],
  [{ kind: "assigned", actor: grace, task, project }, "Grace assigned “Pay rent” to you"],
  [{ kind: "commented", actor: grace, task, project }, "Grace commented on “Pay rent”"],
  [{ kind: "mentioned", task, project }, "Someone mentioned you in “Pay rent”"],
  [{ kind: "invited", actor: grace, project, role: "editor" }, "Grace added you to “Home”"],
  [{ kind: "role_changed", actor: grace, role: "admin" }, "Grace changed your role in the workspace to admin"],
])("describes %o", (notification, text) => {
  const nothing = { actor: null, task: null, comment: null, project: null, role: null };
  const at = { createdAt: "", shownAt: "", readAt: null };
  expect(
    notificationText(texts, { workspaceId: "w", id: "n", kind: "reminder", ...nothing, ...at, ...notification }),
  ).toBe(text);
});
