import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import type { BrowserContext, Page } from "@playwright/test";
import config, { ADDRESS, FULL_CHROMIUM } from "../playwright.config.ts";
import { expectAccessible, openInbox, ready, test } from "./person.ts";
import { send } from "./seed.ts";

test.use({ launchOptions: { ...config.use?.launchOptions, executablePath: FULL_CHROMIUM } });

/** Replaces the browser's connection to its push service, which tests can't reach. */
function replacePushService(): void {
  const KEY = "push-subscription";
  const subscription = {
    toJSON: () => JSON.parse(localStorage.getItem(KEY) ?? "{}") as object,
    unsubscribe: async () => {
      localStorage.removeItem(KEY);
      return Promise.resolve(true);
    },
  };
  const found = () => (localStorage.getItem(KEY) === null ? null : subscription);
  const subscribe = (options: PushSubscriptionOptionsInit) => {
    // The keys of the example in RFC 8291, and a name that never has an address.
    const p256dh = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    const length = (options.applicationServerKey as Uint8Array).length;
    const endpoint = `https://push.invalid/${length}/${crypto.randomUUID()}`;
    localStorage.setItem(KEY, JSON.stringify({ endpoint, keys: { p256dh, auth: "BTBZMqHH6r4Tts7J_aSIgg" } }));
    return Promise.resolve(subscription);
  };
  Object.assign(PushManager.prototype, { getSubscription: () => Promise.resolve(found()), subscribe });
}

/** Delivers a push message to the service worker, as the browser does when its push service sends one. */
async function deliverPush(context: BrowserContext, page: Page, message: object): Promise<void> {
  const session = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const [registration] = registrations;
      if (registration) resolve(registration.registrationId);
    });
  });
  await session.send("ServiceWorker.enable");
  const registrationId = await registered;
  await session.send("ServiceWorker.deliverPushMessage", {
    origin: ADDRESS,
    registrationId,
    data: JSON.stringify(message),
  });
  await session.detach();
}

test("turns push notifications on and off, shows them, and opens their task in the open tab", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["notifications"], { origin: ADDRESS });
  await page.addInitScript(replacePushService);
  await openInbox(page);
  const [projectId, taskId] = [uuidv7(), uuidv7()];
  await send(page, "project.create", { id: projectId, name: "Push" });
  await send(page, "task.create", { id: taskId, projectId, title: "Pay rent" });

  await page.goto("/w/ada-lovelace/settings/notifications");
  await ready(page);
  const section = page.getByRole("region", { name: "Push notifications on this device" });
  await expect(section.getByText("are off")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Push: Reminders" })).toBeChecked();
  await expectAccessible(page);
  await section.getByRole("button", { name: "Turn on" }).click();
  await expect(section.getByText("are on")).toBeVisible();
  await expect(section.getByRole("button", { name: "Send a test notification" })).toBeVisible();
  await page.reload();
  await expect(section.getByText("are on")).toBeVisible();
  await section.getByRole("button", { name: "Turn off" }).click();
  await expect(section.getByText("are off")).toBeVisible();

  const path = `/w/ada-lovelace/p/${projectId}?task=${taskId}`;
  const message = { title: "Reminder: Pay rent", body: "Push", lang: "en", tag: taskId, path };
  await deliverPush(context, page, message);
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const notifications = await registration.getNotifications();
      return notifications.map(({ title, body }) => ({ title, body }));
    });
  await expect.poll(shown).toEqual([{ title: "Reminder: Pay rent", body: "Push" }]);

  const [worker] = context.serviceWorkers();
  await worker?.evaluate(async () => {
    // Safe because this runs in a service worker, whose types are not those of a page.
    const scope = self as unknown as {
      registration: ServiceWorkerRegistration;
      NotificationEvent: new (type: string, init: { notification: Notification }) => Event;
    };
    const [notification] = await scope.registration.getNotifications();
    if (notification) self.dispatchEvent(new scope.NotificationEvent("notificationclick", { notification }));
  });
  await expect(page.getByRole("complementary", { name: "Task" }).getByLabel("Title")).toHaveValue("Pay rent");
  await expect.poll(shown).toEqual([]);
});
