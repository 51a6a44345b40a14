import { expect } from "@playwright/test";
import { ADA, expectAccessible, ready, setupLink, test } from "./person.ts";

test("creates the first account with the printed link, which works only once", async ({ page }) => {
  const link = setupLink();
  expect(link).not.toBeNull();
  await page.goto("/");
  await ready(page);
  await expect(page).toHaveURL(/\/setup$/);
  await expect(page.getByText("Open the setup link")).toBeVisible();
  // Equivalent to pasting the link into the address bar: only the fragment changes.
  await page.goto(link ?? "");
  await expect(page.getByLabel("Your name")).toBeFocused();
  await expectAccessible(page);
  await page.getByLabel("Your name").fill(ADA.name);
  await page.getByLabel("Email", { exact: true }).fill(ADA.email);
  // What is missing is said below the field.
  const password = page.getByLabel("Password", { exact: true });
  await password.fill("too short");
  await page.getByRole("button", { name: "Set up Docket" }).click();
  await expect(password).toBeFocused();
  await expect(password).toHaveAccessibleDescription(/3 more characters are needed\./);
  await password.pressSequentially("er");
  await expect(page.getByText("1 more character is needed.")).toBeVisible();
  await expectAccessible(page);
  await password.fill(ADA.password);
  await expect(page.getByText("needed.")).toBeHidden();
  await page.getByRole("button", { name: "Set up Docket" }).click();
  // The first page after the server starts may be slow.
  await expect(page).toHaveURL(/\/w\/ada-lovelace\/p\//, { timeout: 15_000 });
  await expect(page.getByRole("heading", { level: 1, name: "Welcome to Docket" })).toBeVisible();
  await ready(page);
  await expectAccessible(page);
  // Undo must not revert the welcome project, which Docket created.
  await page.keyboard.press("Control+z");
  await expect(page.getByText("Nothing to undo")).toBeVisible();
  await page.goto(link ?? "");
  await expect(page).not.toHaveURL(/setup/);
});

test("signs out, rejects a wrong password without details, and returns to the page after signing in", async ({
  page,
  complaints,
}) => {
  await page.goto("/account");
  await ready(page);
  await expect(page).toHaveURL("/login?next=%2Faccount");
  await expectAccessible(page);
  await page.getByLabel("Email", { exact: true }).fill(ADA.email);
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Wrong email or password")).toBeVisible();
  // The browser logs every response with status 400 and above.
  await expect.poll(() => complaints.splice(0)).toEqual([expect.stringContaining("401")]);
  await page.getByLabel("Password", { exact: true }).fill(ADA.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Profile" })).toBeVisible();
  await ready(page);
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL("/login");
  await page.goto("/account");
  await expect(page).toHaveURL("/login?next=%2Faccount");
  // Requests that were on their way while signing out are rejected.
  expect(complaints.splice(0).filter((text) => !text.includes("401"))).toEqual([]);
});
