import { readFileSync } from "node:fs";
import { join } from "node:path";
import { uuidv7 } from "@docket/schema/uuid";
import { expect, test as base } from "@playwright/test";
import type { Browser, Page } from "@playwright/test";
import axe from "axe-core";
import { ADDRESS, DATA } from "../playwright.config.ts";

/** The first account of the installation under test. */
export const ADA = { name: "Ada Lovelace", email: "ada@example.org", password: "a quiet river at dawn" };

/** The link with which the first account is made; null once there is one. */
export function setupLink(): string | null {
  try {
    return readFileSync(join(DATA, "setup-link"), "utf8").trim();
  } catch {
    return null;
  }
}

/** Waits until the page listens to keys and clicks. */
export async function ready(page: Page): Promise<void> {
  await page.waitForSelector("html[data-ready]");
}

/** Makes the first account where there is none, else signs in; opens no page. */
export async function signIn(page: Page): Promise<void> {
  const response = await page.request.post("/api/trpc/session.signIn", {
    data: { email: ADA.email, password: ADA.password },
    headers: { origin: ADDRESS },
  });
  if (!response.ok()) {
    const token = new URL(setupLink() ?? "").hash.slice(1);
    const made = await page.request.post("/api/trpc/setup.complete", {
      data: { token, ...ADA, timeZone: "Europe/Berlin" },
      headers: { origin: ADDRESS },
    });
    expect(made.ok()).toBe(true);
  }
}

/** Signs in, and goes to the inbox. */
export async function enter(page: Page): Promise<void> {
  await signIn(page);
  await page.goto("/");
  await ready(page);
}

/** Makes a project and goes to it. */
export async function newProject(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Add a project" }).click();
  await page.getByLabel("Name of the project").fill(name);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

/** Adds a section at the end of the project that is shown. */
export async function addSection(page: Page, name: string): Promise<void> {
  await page.getByLabel("Add section").fill(name);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name })).toBeVisible();
}

/** Opens the menu of a task's row and chooses something. */
export async function chooseFor(page: Page, title: string, item: string): Promise<void> {
  await taskRow(page, title).hover();
  await page.getByRole("button", { name: `More about ${title}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** The row of a task in a list. */
export function taskRow(page: Page, title: string) {
  const link = page.getByRole("link", { name: title, exact: true });
  return page.getByRole("main").locator("[data-task]").filter({ has: link });
}

/** Types a task at the end of a list. */
export async function addTask(page: Page, title: string, line = "Add task"): Promise<void> {
  await page.getByLabel(line, { exact: true }).fill(title);
  await page.keyboard.press("Enter");
  await expect(taskTitle(page, title)).toBeVisible();
}

export function taskTitle(page: Page, title: string) {
  return page.getByRole("main").getByRole("link", { name: title, exact: true });
}

/** Calls a procedure as the person of the page. */
export async function call(page: Page, path: string, data: object): Promise<unknown> {
  const response = await page.request.post(`/api/trpc/${path}`, { data, headers: { origin: ADDRESS } });
  expect(response.ok(), await response.text()).toBe(true);
  // Safe because every answer has this form.
  return ((await response.json()) as { result: { data: unknown } }).result.data;
}

/** The secret of the link that confirms an address, from the mail that an administrator may hand over. */
export async function confirmation(page: Page, recipient: string): Promise<string> {
  const answer = await page.request.get("/api/trpc/instance.pendingMails?input=%7B%7D");
  // Safe because these are what the procedures answer.
  const { result } = (await answer.json()) as { result: { data: { items: { id: string; recipient: string }[] } } };
  const mail = result.data.items.find((one) => one.recipient === recipient);
  const { text } = (await call(page, "instance.openMail", { id: mail?.id })) as { text: string };
  return /verify#(\S+)/.exec(text)?.[1] ?? "";
}

/** Reads a mail that waits to be sent, as the administrator on this page. */
export async function openMail(page: Page, recipient: string, kind: string): Promise<string> {
  await page.goto("/admin/mail");
  await ready(page);
  const line = page.getByRole("listitem").filter({ hasText: recipient }).filter({ hasText: kind });
  await line
    .first()
    .getByRole("button", { name: `Open the mail to ${recipient}` })
    .click();
  const text = await page.getByRole("dialog").locator("pre").textContent();
  await page.keyboard.press("Escape");
  return text ?? "";
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/**
 * The rules that the page breaks as it is now, each with an element that does.
 *
 * @param rules the names of those to apply; null for all
 * @param excluded selectors of the parts that are not looked at
 */
async function barriers(page: Page, rules: string[] | null, excluded: string[]): Promise<string[]> {
  // Once for each document: the text is long, and each scan of it would otherwise take several times as long.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async ([values, exclude]) => {
      // What fades is judged when it has come to rest.
      const passing = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
      await Promise.allSettled(passing.map((one) => one.finished));
      const runOnly = values === null ? {} : { runOnly: { type: "rule" as const, values } };
      const { violations } = await window.axe.run({ exclude }, { resultTypes: ["violations"], ...runOnly });
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    },
    [rules, excluded] as const,
  );
}

/**
 * No barrier that axe can find, in light and in dark, on a desk and on a phone; and nothing wider than the window. The sidebar is
 * the same on every page, and one test looks at it.
 */
export async function expectNoBarriers(page: Page, { hasSidebar = false } = {}): Promise<void> {
  const excluded = hasSidebar ? [] : ["#sidebar"];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1280, 768, 360]) {
      await page.setViewportSize({ width, height: 800 });
      // In the dark only colours differ.
      const rules = colorScheme === "dark" ? ["color-contrast"] : null;
      expect(await barriers(page, rules, excluded), `${colorScheme} at ${width}`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 800 });
}

type Colleague = { name: string; email: string; workspaceId: string; projectId: string; role: "viewer" | "editor" };

/** Somebody else who is in a project of the administrator on this page, in a browser of their own. */
export async function withColleague(page: Page, browser: Browser, colleague: Colleague): Promise<Page> {
  const { workspaceId, projectId, role, ...account } = colleague;
  const invitation = { workspaceId, projectId, id: uuidv7(), role, commandId: uuidv7() };
  // Safe because it is what this procedure answers.
  const { link } = (await call(page, "invitation.create", invitation)) as { link: string };
  const token = new URL(link).hash.slice(1);
  const other = await (await browser.newContext({ baseURL: ADDRESS })).newPage();
  const password = "ships sail at seven in the morning";
  await call(other, "account.completeRegistration", { token, ...account, password });
  await call(other, "session.signIn", { email: account.email, password });
  await call(other, "account.verifyEmail", { token: await confirmation(page, account.email) });
  await call(other, "invitation.accept", { workspaceId, token, commandId: uuidv7() });
  return other;
}

let tests = 0;

/** An address of its own for each test: from one address only so many may sign in or register within a while. */
function addressOfTest(): string {
  tests += 1;
  return `10.0.${Math.floor(tests / 250)}.${(tests % 250) + 1}`;
}

/** Writes that a test makes at most. */
const WRITES = 60;
/** When there are enough writes again for one, in milliseconds since 1970. */
let enoughAt = 0;

/** Notes from the headers of an answer how many writes are left of this minute's (core/limit/budget.ts). */
export function noteBudget(headers: Record<string, string>): void {
  const [, left, seconds] = /"write";r=(\d+);t=(\d+)/.exec(headers["ratelimit"] ?? "") ?? [];
  if (left !== undefined) enoughAt = Number(left) < WRITES ? Date.now() + Number(seconds) * 1_000 : 0;
}

/** A test whose page may not complain: no error in the console, no exception, no report of the content policy. */
export const test = base.extend<{ complaints: string[] }>({
  // The runner reads from this pattern what the fixture needs, which is nothing.
  // oxlint-disable-next-line eslint/no-empty-pattern
  extraHTTPHeaders: async ({}, give) => {
    // Everybody here is the same person, who may write only so much a minute.
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, enoughAt - Date.now())));
    await give({ "x-forwarded-for": addressOfTest() });
  },
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("response", (response) => noteBudget(response.headers()));
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});
