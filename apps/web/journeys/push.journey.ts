import { uuidv7 } from "@docket/schema/uuid";
import { expect, request } from "@playwright/test";
import type { BrowserContext, Page } from "@playwright/test";
import config, { ADDRESS, FULL_CHROMIUM } from "../playwright.config.ts";
import { ADA, expectAccessible, openInbox, ready, test } from "./person.ts";
import { itemsOf, send } from "./seed.ts";

test.use({ launchOptions: { ...config.use?.launchOptions, executablePath: FULL_CHROMIUM } });

/** Replaces the browser's connection to its push service, which tests can't reach. */
function replacePushService(): void {
  const KEY = "push-subscription";
  const stored = () => JSON.parse(localStorage.getItem(KEY) ?? "{}") as { key: number[]; json: object };
  const subscription = {
    toJSON: () => stored().json,
    get options() {
      return { applicationServerKey: Uint8Array.from(stored().key).buffer };
    },
    unsubscribe: async () => {
      localStorage.removeItem(KEY);
      return Promise.resolve(true);
    },
  };
  const found = () => (localStorage.getItem(KEY) === null ? null : subscription);
  const subscribe = (options: PushSubscriptionOptionsInit) => {
    // The keys of the example in RFC 8291, and a name that never has an address.
    const p256dh = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    const key = [...(options.applicationServerKey as Uint8Array)];
    const endpoint = `https://push.invalid/${crypto.randomUUID()}`;
    const json = { endpoint, keys: { p256dh, auth: "BTBZMqHH6r4Tts7J_aSIgg" } };
    localStorage.setItem(KEY, JSON.stringify({ key, json }));
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

/** Ends the browser's subscription, as its push service does. The access token has expired since the last visit. */
async function endSubscription(context: BrowserContext): Promise<void> {
  await context.clearCookies({ name: "at" });
  const [worker] = context.serviceWorkers();
  await worker?.evaluate(() => {
    const json = {
      endpoint: `https://push.invalid/${crypto.randomUUID()}`,
      keys: {
        p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        auth: "BTBZMqHH6r4Tts7J_aSIgg",
      },
    };
    const unsubscribe = () => Promise.resolve(Object.assign(self, { isUnsubscribed: true }));
    const subscribe = ({ applicationServerKey: key }: PushSubscriptionOptionsInit) =>
      typeof key === "string" && key.length === 87
        ? Promise.resolve({ toJSON: () => json, unsubscribe })
        : Promise.reject(new Error("The key is not that of an installation."));
    Object.assign(PushManager.prototype, { subscribe });
    self.dispatchEvent(new Event("pushsubscriptionchange"));
  });
  // The service worker has renewed the session.
  await expect.poll(async () => (await context.cookies()).map(({ name }) => name)).toContain("at");
}

test("turns push notifications on and off, shows them, and opens their task in the open tab", async ({
  page,
  context,
  complaints,
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
  const turnOff = section.getByRole("button", { name: "Turn off" });
  await expect(turnOff).toBeFocused();
  await section.getByRole("button", { name: "Send a test notification" }).click();
  await expect(page.getByText("The push service didn't accept the notification.")).toBeVisible();
  await page.reload();
  await expect(section.getByText("are on")).toBeVisible();

  // The push service ends the subscription: the service worker subscribes again and tells the server.
  const countAdditions = async () => {
    const events = await itemsOf<{ kind: string }>(page, "securityEvent.own", {});
    return events.filter(({ kind }) => kind === "user_push_added").length;
  };
  const additions = await countAdditions();
  await endSubscription(context);
  await expect.poll(countAdditions).toBe(additions + 1);
  // The browser has got another address, and the service worker could not tell the server.
  await page.reload();
  await expect(section.getByText("are on")).toBeVisible();
  await expect.poll(countAdditions).toBe(additions + 2);
  await page.reload();
  await expect(section.getByText("are on")).toBeVisible();
  expect(await countAdditions()).toBe(additions + 2);

  // A subscription for an earlier key of the installation counts as off.
  await page.evaluate(() => {
    const stored = JSON.parse(localStorage.getItem("push-subscription") ?? "{}") as object;
    localStorage.setItem("push-subscription", JSON.stringify({ ...stored, key: [4] }));
  });
  await page.reload();
  await expect(section.getByText("are off")).toBeVisible();
  await section.getByRole("button", { name: "Turn on" }).click();
  await expect(section.getByText("are on")).toBeVisible();
  await turnOff.click();
  await expect(section.getByText("are off")).toBeVisible();
  // In a session without push notifications, the event turns nothing on.
  const before = await countAdditions();
  await endSubscription(context);
  const isEnded = () => context.serviceWorkers()[0]?.evaluate(() => "isUnsubscribed" in self);
  await expect.poll(isEnded).toBe(true);
  expect(await countAdditions()).toBe(before);

  // A forced reload is not controlled by the service worker.
  const cdp = await context.newCDPSession(page);
  await cdp.send("Page.reload", { ignoreCache: true });
  await page.waitForFunction(() => navigator.serviceWorker.controller === null);
  await cdp.detach();
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

  // The request is refused, so that the page stays open and can see that the notification is closed.
  await page.reload();
  await ready(page);
  await deliverPush(context, page, message);
  await expect.poll(shown).toHaveLength(1);
  await page.evaluate(() => fetch("/api/trpc/session.signOut"));
  await expect.poll(shown).toEqual([]);
  // The access token was removed above.
  expect(complaints.splice(0).filter((text) => !text.includes("401"))).toHaveLength(1);
});

test("removes other devices, and says that the browser blocks or can't start push notifications", async ({
  page,
  context,
  browser,
}) => {
  await context.grantPermissions(["notifications"], { origin: ADDRESS });
  await page.addInitScript(replacePushService);
  await openInbox(page);
  for (const name of ["Firefox/140.0", "Chrome/140.0"]) await subscribeElsewhere(name);
  await page.goto("/w/ada-lovelace/settings/notifications");
  await ready(page);
  const others = page.getByRole("region", { name: "Your other devices" });
  await others.getByRole("button", { name: "Remove Firefox", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Removed Firefox")).toBeVisible();
  await expect(others.getByRole("button", { name: "Remove Chrome", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(others).toBeHidden();
  await expect(page.locator("#content")).toBeFocused();

  const section = page.getByRole("region", { name: "Push notifications on this device" });
  const pageSession = await context.newCDPSession(page);
  const { browserContextId } = (await pageSession.send("Target.getTargetInfo")).targetInfo;
  const browserSession = await browser.newBrowserCDPSession();
  const permission = { permission: { name: "notifications" }, origin: ADDRESS, browserContextId };
  const setPermission = (setting: "denied" | "granted") =>
    browserSession.send("Browser.setPermission", { ...permission, setting });
  await setPermission("denied");
  await page.reload();
  await expect(section.getByText("This browser blocks notifications")).toBeVisible();
  await expect(section.getByRole("button")).toHaveCount(0);

  await setPermission("granted");
  await page.addInitScript(() => {
    const never = new Promise(() => undefined);
    Object.defineProperty(ServiceWorkerContainer.prototype, "ready", { get: () => never });
  });
  await page.clock.install();
  await page.reload();
  await expect(section.getByText("Loading…")).toBeVisible();
  await page.clock.runFor(10_000);
  await expect(section.getByText("Reload the page to try again.")).toBeVisible();
});

/** Signs in as Ada with another browser, and turns on push notifications there. */
async function subscribeElsewhere(userAgent: string): Promise<void> {
  const elsewhere = await request.newContext({ baseURL: ADDRESS, userAgent, extraHTTPHeaders: { origin: ADDRESS } });
  const account = { email: ADA.email, password: ADA.password };
  expect((await elsewhere.post("/api/trpc/session.signIn", { data: account })).ok()).toBe(true);
  const p256dh = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
  const endpoint = `https://push.invalid/${uuidv7()}`;
  const data = { endpoint, keys: { p256dh, auth: "BTBZMqHH6r4Tts7J_aSIgg" } };
  const added = await elsewhere.post("/api/trpc/push.add", { data });
  expect(added.ok(), await added.text()).toBe(true);
  await elsewhere.dispose();
}
