import { expect, test } from "@playwright/test";

declare global {
  interface Window {
    violations: string[];
    hasRun?: boolean;
  }
}

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => {
      window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
});

test("does not violate its own policy", async ({ page, baseURL }) => {
  const complaints: string[] = [];
  const elsewhere: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(baseURL ?? "")) elsewhere.push(request.url());
  });
  await page.goto("/");
  await page.waitForSelector("html[data-ready]");
  expect(await page.evaluate(() => window.violations)).toEqual([]);
  expect(complaints).toEqual([]);
  expect(elsewhere).toEqual([]);
});

/** Injections that malicious text on a page could attempt. Each function throws if the browser blocks the injection. */
const attempts = {
  "markup as text": () => document.body.insertAdjacentHTML("beforeend", '<img src="x" onerror="window.hasRun = true">'),
  "a script from elsewhere": () => {
    document.createElement("script").src = "https://evil.example/x.js";
  },
  "a script from a path of ours that holds none": () => {
    document.createElement("script").src = "/api/trpc/task.get";
  },
  "a script in the page": () => {
    const script = document.createElement("script");
    script.textContent = "window.hasRun = true";
    document.body.append(script);
  },
  "a worker from elsewhere": () => {
    new Worker("https://evil.example/x.js");
  },
  "a policy of its own": () => {
    const { trustedTypes } = window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } };
    trustedTypes.createPolicy("mine", { createHTML: (text: string) => text });
  },
};

for (const [name, attempt] of Object.entries(attempts)) {
  test(`blocks ${name}`, async ({ page }) => {
    await page.goto("/");
    await expect(page.evaluate(attempt)).rejects.toThrow(/TypeError|SecurityError/);
    expect(await page.evaluate(() => window.hasRun)).toBeUndefined();
    expect(await page.evaluate(() => window.violations.length)).toBeGreaterThan(0);
  });
}

test("blocks styles and form targets of other origins", async ({ page }) => {
  await page.goto("/");
  await page.evaluate(() => {
    const style = document.createElement("link");
    Object.assign(style, { rel: "stylesheet", href: "https://evil.example/x.css" });
    document.head.append(style);
    const form = document.createElement("form");
    Object.assign(form, { action: "https://evil.example/", method: "post" });
    document.body.append(form);
    form.submit();
  });
  await expect.poll(() => page.evaluate(() => window.violations.join())).toMatch(/style-src.*form-action/);
});
