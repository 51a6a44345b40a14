import { notificationSettings } from "@docket/schema/notification-settings";
import { expect, test } from "vitest";
import { completeSettings, DEFAULT_NOTIFICATION_SETTINGS } from "./use-notification-settings.ts";

test("the pages show the same defaults that the server uses", () => {
  expect(DEFAULT_NOTIFICATION_SETTINGS).toEqual(notificationSettings(null));
});

test("the pages complete stored settings of an earlier version as the server does", () => {
  const stored = { kinds: { assigned: { inApp: false }, commented: { push: true } }, digestTime: "09:00" };
  expect(completeSettings(stored)).toEqual(notificationSettings(stored));
  expect(completeSettings({})).toEqual(notificationSettings(null));
});
