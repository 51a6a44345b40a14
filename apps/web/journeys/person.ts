import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { uuidv7 } from "@docket/schema/uuid";
import { expect, test as base } from "@playwright/test";
import type { Browser, Page } from "@playwright/test";
import type axe from "axe-core";
import { ADDRESS, DATA } from "../playwright.config.ts";

/** The first account of the installation under test. */
export const ADA = { name: "Ada Lovelace", email: "ada@example.org", password: "a quiet river at dawn" };

/** Returns the link for creating the first account; null if the account exists. */
export function setupLink(): string | null {
  try {
    return readFileSync(join(DATA, "setup-link"), "utf8").trim();
  } catch {
    return null;
  }
}

/**
 * Waits until the page and all its controls are interactive. A part of the page whose code is loaded later becomes
 * interactive after the rest: its elements get their handlers, which React stores in a property of each element.
 */
export async function ready(page: Page): Promise<void> {
  await page.waitForSelector("html[data-ready]");
  await page.waitForFunction(() =>
    [...document.querySelectorAll("button, input, select, textarea")].every((control) =>
      Object.keys(control).some((name) => name.startsWith("__reactProps")),
    ),
  );
  // React runs effects, which register shortcuts, after the next frame.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}

/** Signs in without opening a page. Creates the first account if necessary. */
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

/** Signs in and opens the inbox. */
export async function openInbox(page: Page): Promise<void> {
  await signIn(page);
  await page.goto("/");
  await ready(page);
}

/** Returns a pattern for the title of the browser's tab, which may begin with a number of unread notifications. */
export function tabTitle(page: string): RegExp {
  return new RegExp(`^(\\(\\d+\\) )?${page} · Docket$`);
}

/** Creates a project and opens it. */
export async function newProject(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Add project" }).click();
  await page.getByLabel("Project name").fill(name);
  // The project is shown before it is saved, but a reload needs it on the server.
  const saved = page.waitForResponse(/project\.create/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await saved;
}

/** Adds a section at the end of the open project. */
export async function addSection(page: Page, name: string): Promise<void> {
  await page.getByLabel("Add section").fill(name);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name })).toBeVisible();
}

/** Groups the tasks of a view. */
export async function groupBy(page: Page, grouping: string): Promise<void> {
  await page.getByRole("button", { name: "Display" }).click();
  await page.getByRole("group", { name: "Group by" }).getByRole("menuitemcheckbox", { name: grouping }).click();
}

/** Chooses the value of a setting that is shown as a chip, by typing its name. */
export async function choose(page: Page, setting: string, value: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^${setting}: `) }).click();
  await page.getByRole("dialog", { name: setting }).getByRole("combobox").fill(value);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: `${setting}: ${value}` })).toBeFocused();
}

/** Chooses an item in the menu of a task's row. */
export async function chooseFor(page: Page, title: string, item: string): Promise<void> {
  await taskRow(page, title).hover();
  await page.getByRole("button", { name: `More actions for ${title}` }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** Returns a task's row in a list. */
export function taskRow(page: Page, title: string) {
  const link = page.getByRole("link", { name: title, exact: true });
  return page.getByRole("main").locator("[data-task]").filter({ has: link });
}

/** Adds a task at the end of a list. */
export async function addTask(page: Page, title: string, line = "Add task"): Promise<void> {
  await page.getByLabel(line, { exact: true }).fill(title);
  await page.keyboard.press("Enter");
  await expect(taskTitle(page, title)).toBeVisible();
}

export function taskTitle(page: Page, title: string) {
  return page.getByRole("main").getByRole("link", { name: title, exact: true });
}

/** Calls a procedure as the user of the page. */
export async function call(page: Page, path: string, data: object): Promise<unknown> {
  const response = await page.request.post(`/api/trpc/${path}`, { data, headers: { origin: ADDRESS } });
  expect(response.ok(), await response.text()).toBe(true);
  // Safe because every response has this shape.
  return ((await response.json()) as { result: { data: unknown } }).result.data;
}

/**
 * Returns the token that confirms an email address. Reads it from the pending email, so the user must be an
 * administrator.
 */
export async function confirmationToken(page: Page, recipient: string): Promise<string> {
  const answer = await page.request.get("/api/trpc/instance.pendingMails?input=%7B%7D");
  // Safe because this is the output type of these procedures.
  const { result } = (await answer.json()) as { result: { data: { items: { id: string; recipient: string }[] } } };
  const mail = result.data.items.find((one) => one.recipient === recipient);
  const { text } = (await call(page, "instance.openMail", { id: mail?.id })) as { text: string };
  return /verify#(\S+)/.exec(text)?.[1] ?? "";
}

/** Returns the body of a pending email. The page's user must be an administrator. */
export async function openMail(page: Page, recipient: string, kind: string): Promise<string> {
  await page.goto("/admin/mail");
  await ready(page);
  const line = page.getByRole("listitem").filter({ hasText: recipient }).filter({ hasText: kind });
  await line
    .first()
    .getByRole("button", { name: `Open the email to ${recipient}` })
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

/** Axe's script. The minified file is half as large as the full one, so it takes less time to send to a page. */
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Returns the accessibility rules that the page violates, each with one of the elements that violate it. Also returns
 * by how many pixels the page is wider than the window. The axe script must have been added to the page.
 *
 * @param rules names of the rules to check; null for all
 * @param excluded selectors of the parts to skip
 */
function scan(page: Page, rules: string[] | null, excluded: string[]) {
  return page.evaluate(
    async ([values, exclude]) => {
      // Wait for finite animations to end, because fading elements would fail the contrast rule.
      const passing = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
      await Promise.allSettled(passing.map((one) => one.finished));
      const runOnly = values === null ? {} : { runOnly: { type: "rule" as const, values } };
      const { violations } = await window.axe.run({ exclude }, { resultTypes: ["violations"], ...runOnly });
      return {
        violations: violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
        overflow: document.documentElement.scrollWidth - window.innerWidth,
      };
    },
    [rules, excluded] as const,
  );
}

type Scan = { colorScheme: "light" | "dark"; width: number; rules: string[] | null };

/** The scans of a page; null means all rules. Dark mode only changes colours, and a tablet only the layout. */
const SCANS: Scan[] = [
  { colorScheme: "light", width: 1280, rules: null },
  { colorScheme: "light", width: 768, rules: ["color-contrast", "scrollable-region-focusable"] },
  { colorScheme: "light", width: 360, rules: null },
  { colorScheme: "dark", width: 1280, rules: ["color-contrast"] },
  { colorScheme: "dark", width: 360, rules: ["color-contrast"] },
];

/**
 * Asserts that axe finds no violations in light and dark mode, on desktop, tablet and phone, and that nothing is wider
 * than the window. By default it skips the sidebar, which is the same on every page and has its own test.
 */
export async function expectAccessible(page: Page, { hasSidebar = false } = {}): Promise<void> {
  // After a click on a link, the next page may not have been rendered yet, or may not have its title yet.
  await expect(page.locator("h1").first()).toBeAttached();
  await expect(page).toHaveTitle(/./);
  const excluded = hasSidebar ? [] : ["#sidebar"];
  // Add axe only once per document, because evaluating its script takes about as long as a scan.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  for (const { colorScheme, width, rules } of SCANS) {
    await show(page, colorScheme, width);
    const { violations, overflow } = await scan(page, rules, excluded);
    expect(violations, `${colorScheme} at ${width}`).toEqual([]);
    expect(overflow, `overflow at ${width}`).toBeLessThanOrEqual(0);
  }
  await show(page, "light", 1280);
}

async function show(page: Page, colorScheme: Scan["colorScheme"], width: number): Promise<void> {
  await Promise.all([page.emulateMedia({ colorScheme }), page.setViewportSize({ width, height: 800 })]);
}

/** Returns an address that no other account has, because all tests of a worker share one installation. */
export function newEmail(): string {
  return `person-${uuidv7().slice(-8)}@example.org`;
}

type Colleague = { name: string; workspaceId: string; projectId: string; role: "viewer" | "editor" };

/**
 * Adds another member to a project. Returns a page on which that member is signed in, in a separate browser context.
 * The user of the given page must be an administrator.
 */
export async function withColleague(page: Page, browser: Browser, colleague: Colleague): Promise<Page> {
  const { name, workspaceId, projectId, role } = colleague;
  const email = newEmail();
  const invitation = { workspaceId, projectId, id: uuidv7(), role, commandId: uuidv7() };
  // Safe because this is the output type of the procedure.
  const { link } = (await call(page, "invitation.create", invitation)) as { link: string };
  const token = new URL(link).hash.slice(1);
  const other = await (await browser.newContext({ baseURL: ADDRESS })).newPage();
  const password = "ships sail at seven in the morning";
  await call(other, "account.completeRegistration", { token, name, email, password, timeZone: "Europe/Berlin" });
  await call(other, "session.signIn", { email, password });
  await call(other, "account.verifyEmail", { token: await confirmationToken(page, email) });
  await call(other, "invitation.accept", { workspaceId, token, commandId: uuidv7() });
  return other;
}

let tests = 0;

/**
 * Returns an IP address that is unique to the test, because sign-ins and registrations are rate-limited per address.
 */
function addressOfTest(): string {
  tests += 1;
  return `10.0.${Math.floor(tests / 250)}.${(tests % 250) + 1}`;
}

/** Maximum number of writes in one test. */
const WRITES = 60;
/** Time at which the account has enough writes left for another test, in milliseconds since 1970. */
let writesAvailableAt = 0;

/**
 * Updates `writesAvailableAt` from the number of writes left in this minute, as given by response headers
 * (core/limit/budget.ts).
 */
export function noteBudget(headers: Record<string, string>): void {
  const [, left, seconds] = /"write";r=(\d+);t=(\d+)/.exec(headers["ratelimit"] ?? "") ?? [];
  if (left !== undefined) writesAvailableAt = Number(left) < WRITES ? Date.now() + Number(seconds) * 1_000 : 0;
}

/** A test that fails if its page reports a problem: a console error or warning, an exception or a policy violation. */
export const test = base.extend<{ complaints: string[] }>({
  // Playwright determines a fixture's dependencies from this pattern. This fixture has none.
  // oxlint-disable-next-line eslint/no-empty-pattern
  extraHTTPHeaders: async ({}, give) => {
    // Wait if necessary: all tests share one account, whose number of writes per minute is limited.
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, writesAvailableAt - Date.now())));
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
