import { brotliCompressSync } from "node:zlib";
import { addDays, dayInZone } from "@docket/schema/day";
import { uuidv7 } from "@docket/schema/uuid";
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";
import { countFrames, paintTime } from "./paint-time.ts";
import { ready, test } from "./person.ts";
import { openWorkspace, send, workspacePath } from "./seed.ts";

/** Numbers of tasks. `-g "10000 tasks"` selects one. */
const SIZES = [1_000, 10_000, 50_000];
const ROUNDS = 20;
const PROJECTS = 10;
const TASKS_PER_CALL = 500;

const key = (name: string, more = "") =>
  `document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "${name}", bubbles: true, cancelable: true, ${more} }))`;
const focused = `document.activeElement?.closest("[data-task]")?.dataset.task`;
const box = `document.querySelector('main [role="checkbox"][aria-checked="false"]')`;
const heading = `document.querySelector("h1")?.textContent`;
const panel = `document.querySelector("[data-panel] textarea")`;
const titles = `[...document.querySelectorAll("main [data-task-link]")].map((link) => link.textContent)`;
const link = (path: string) => `document.querySelector('nav a[href="${path}"]').click()`;
const go = (address: string) => `history.pushState(null, "", ${JSON.stringify(address)})`;

/** Creates a workspace with projects that contain this number of tasks in all. Returns the path of the first project. */
async function fill(page: Page, size: number): Promise<string> {
  await openWorkspace(page, `Speed ${size}`);
  const today = dayInZone(new Date(), "Europe/Berlin");
  const ids = Array.from({ length: PROJECTS }, () => uuidv7());
  for (const [index, id] of ids.entries()) {
    await send(page, "project.create", { id, name: `Project ${index}` });
    const count = size / PROJECTS;
    for (let made = 0; made < count; made += TASKS_PER_CALL) {
      const items = Array.from({ length: Math.min(TASKS_PER_CALL, count - made) }, (_, place) => ({
        id: uuidv7(),
        title: `Task ${index}-${made + place} ${["apple", "pear", "plum"][place % 3]}`,
        priority: place % 4,
        ...(place % 5 === 0 && { due: { date: addDays(today, (made + place) % 300) } }),
      }));
      await send(page, "task.createMany", { projectId: id, items });
    }
  }
  return `${workspacePath(page)}/p/${ids[0]}`;
}

const print = (line: string) => process.stdout.write(`${line}\n`);

type Row = { name: string; times: number[] };
const percentile = (times: readonly number[], part: number) =>
  times.toSorted((left, right) => left - right)[Math.ceil(times.length * part) - 1] ?? 0;
const report = ({ name, times }: Row, size: number, network: string) =>
  print(
    `| ${name} | ${size} | ${network} | ${percentile(times, 0.5).toFixed(0)} | ${percentile(times, 0.95).toFixed(0)} |`,
  );

async function repeat(measure: (round: number) => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(await measure(round));
  return times;
}

/** The same measurement on a page without code: what the browser and this machine take. */
async function bare(page: Page): Promise<Row> {
  await page.goto("about:blank");
  await page.setContent(`<button onclick="this.textContent = Number(this.textContent) + 1">0</button>`);
  const count = `Number(document.querySelector("button").textContent)`;
  const times = await repeat((round) =>
    paintTime(page, `document.querySelector("button").click()`, `${count} > ${round}`),
  );
  return { name: "bare page: click", times };
}

/** Measures what a user does on a list and a board. */
async function measureAll(page: Page, path: string): Promise<Row[]> {
  const home = workspacePath(page);
  const rows: Row[] = [];
  const add = async (name: string, measure: (round: number) => Promise<number>) =>
    rows.push({ name, times: await repeat(measure) });
  const list = async (address: string) => {
    await page.evaluate(go(address));
    await expect(page.locator("main [data-task]").first()).toBeVisible();
  };

  await list(path);
  await add("change of view", (round) => {
    const [next, name] = round % 2 === 0 ? [`${home}/all`, "All tasks"] : [path, "Project 0"];
    return paintTime(page, link(next), `${heading} === "${name}" && ${titles}.length > 5`);
  });
  await list(path);
  await page.locator("main [data-task-link]").first().focus();
  await add("key J", async () => {
    const before = await page.evaluate(focused);
    return paintTime(page, key("j"), `${focused} && ${focused} !== ${JSON.stringify(before)}`);
  });
  await add("open a task", async () => {
    const title = await page.evaluate(`${titles}[3]`);
    const act = `document.querySelectorAll("main [data-task-link]")[3].click()`;
    const time = await paintTime(page, act, `${panel}?.value === ${JSON.stringify(title)}`);
    await page.keyboard.press("Escape");
    await expect(page.locator("[data-panel]")).toHaveCount(0);
    return time;
  });
  await add("complete, list", () =>
    paintTime(page, `window.speedBox = ${box}; window.speedBox.click()`, `window.speedBox.ariaChecked === "true"`),
  );
  await list(`${home}/all`);
  await add("group", (round) =>
    paintTime(
      page,
      go(`${home}/all${round % 2 === 0 ? "?group=priority" : "?group=project"}`),
      `[...document.querySelectorAll("main h2")].some((one) => one.textContent.includes(${round % 2 === 0 ? '"riority"' : '"Project 0"'}))`,
    ),
  );
  await list(`${home}/all`);
  await add("sort", async (round) => {
    const before = JSON.stringify(await page.evaluate(`${titles}[0]`));
    return paintTime(
      page,
      go(`${home}/all?sort=${round % 2 === 0 ? "title" : "due"}`),
      `${titles}.length > 5 && ${titles}[0] !== ${before}`,
    );
  });
  await list(`${home}/all`);
  await add("filter", (round) => {
    const [word, other] = round % 2 === 0 ? ["high", "priority"] : ["low", "priority"];
    const filter = encodeURIComponent(`${other}:${word}`);
    return paintTime(
      page,
      go(`${home}/all?filter=${filter}`),
      `location.search.includes("${word}") && ${titles}.length > 5`,
    );
  });
  await list(path);
  await add("open the palette", async () => {
    const time = await paintTime(page, key("k", "ctrlKey: true"), `document.activeElement?.role === "combobox"`);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    return time;
  });
  await list(`${path}?layout=board`);
  await add("complete, board", () =>
    paintTime(page, `window.speedBox = ${box}; window.speedBox.click()`, `window.speedBox.ariaChecked === "true"`),
  );
  await list(`${path}?layout=list`);
  return rows;
}

/** The scripts of the first load: those that the HTML references, and all within ten seconds, compressed with Brotli. */
async function firstLoad(page: Page, path: string): Promise<void> {
  const html = await (await page.request.get(path)).text();
  const first = new Set(
    [...html.matchAll(/<script(?![^>]* noModule)[^>]* src="([^"]+)"/gi)].map(([, src]) => src ?? ""),
  );
  const all = new Set<string>();
  page.on("request", (request) => request.resourceType() === "script" && all.add(new URL(request.url()).pathname));
  await page.goto(path);
  await page.waitForTimeout(10_000);
  const weigh = async (addresses: Iterable<string>) => {
    let bytes = 0;
    for (const address of addresses) bytes += brotliCompressSync(await (await page.request.get(address)).body()).length;
    return (bytes / 1_000).toFixed(0);
  };
  print(`scripts before the list can be used: ${first.size}, ${await weigh(first)} kB`);
  print(`scripts within ten seconds: ${all.size}, ${await weigh(all)} kB`);
}

for (const size of SIZES)
  test(`measures a workspace with ${size} tasks`, async ({ page, context, complaints }) => {
    const path = await fill(page, size);
    report(await bare(page), size, "");
    await page.goto(path);
    await ready(page);
    await expect(page.getByText("Live", { exact: true })).toBeVisible();
    for (const row of await measureAll(page, path)) report(row, size, "online");
    const wheel = async () => {
      for (let turn = 0; turn < 60; turn += 1) {
        await page.mouse.wheel(0, 300);
        await page.waitForTimeout(50);
      }
    };
    await page.mouse.move(640, 500);
    const { count, long, longest } = await countFrames(page, wheel);
    print(`| scrolling: frames, long, longest ms | ${size} | online | ${count} (${long}) | ${longest.toFixed(0)} |`);
    await page.evaluate(() => window.scrollTo(0, 0));
    await context.setOffline(true);
    for (const row of await measureAll(page, path)) report(row, size, "offline");
    await context.setOffline(false);
    if (size === SIZES[0]) await firstLoad(page, path);
    complaints.splice(0);
  });
