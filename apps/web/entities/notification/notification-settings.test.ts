import { notificationSettings } from "@docket/schema/notification-settings";
import { expect, test } from "vitest";
import { DEFAULT_NOTIFICATION_SETTINGS } from "./use-notification-settings.ts";

test("the pages show the same defaults that the server uses", () => {
  expect(DEFAULT_NOTIFICATION_SETTINGS).toEqual(notificationSettings(null));
});
