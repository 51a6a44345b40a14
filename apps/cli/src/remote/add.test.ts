import { updateAccount } from "@docket/core/identity/account/mutations";
import { joinWorkspace } from "@docket/core/testing/team";
import { PASSWORD } from "@docket/core/testing/world";
import type { Person } from "@docket/core/testing/world";
import { serveWorld } from "@docket/server/testing/served-world";
import type { ServedWorld } from "@docket/server/testing/served-world";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Shell } from "../testing/shell.ts";
import { openShell } from "../testing/shell.ts";

let served: ServedWorld;
let mira: Person;
let shell: Shell;

beforeAll(async () => {
  served = await serveWorld();
  mira = await served.world.person("Mira Nolan");
  await updateAccount(served.world.ctxOf(mira), { timeZone: "Asia/Kolkata", locale: "en-US" });
  shell = openShell();
  await shell.docket(["login", `http://127.0.0.1:${served.port}`], { answers: [mira.email, PASSWORD] });
  await shell.docket(["project", "create", "Garden shed", "--key", "SHED"]);
  await shell.docket(["section", "create", "SHED", "This spring"]);
  await shell.docket(["label", "create", "errands"]);
});
afterAll(async () => {
  shell.remove();
  await served.close();
});

const add = (...args: string[]) => shell.json(["add", ...args]);
const dryRun = async (...args: string[]) => (await shell.docket(["add", "--dry-run", ...args])).out.split("\n");
const taskCount = () => served.world.runtime.db.task.count({ where: { createdBy: mira.id } });

describe("the words of a text", () => {
  test("become the properties of the task", async () => {
    const line = "Paint wall 5/6/2030 5pm #garden shed/this spring @errands +mira p1 for 1h {may 8 2030} // Two coats";
    expect(await add(line)).toMatchObject({
      title: "Paint wall",
      key: "SHED-1",
      section: "This spring",
      labels: ["errands"],
      assigneeIds: [mira.id],
      due: { date: "2030-05-06", time: "17:00", timeZone: "Asia/Kolkata" },
      deadline: "2030-05-08",
      durationMinutes: 60,
      priority: 3,
      description: "Two coats",
    });
  });

  test("set reminders", async () => {
    const { id } = (await add("Call Ada 5/6/2030 5pm !30m !may 5 2030 9am")) as { id: string };
    const reminders = await served.world.runtime.db.reminder.findMany({
      where: { taskId: id },
      orderBy: { at: "asc" },
    });
    expect(reminders.map(({ at }) => at?.toISOString())).toEqual([
      "2030-05-05T03:30:00.000Z",
      "2030-05-06T11:00:00.000Z",
    ]);
  });

  test("set as many reminders as a task can have", async () => {
    const words = Array.from({ length: 21 }, (_, index) => `!${index + 1}h`).join(" ");
    const { id } = (await add(`Water 5/6/2030 5pm ${words}`)) as { id: string };
    expect(await served.world.runtime.db.reminder.count({ where: { taskId: id } })).toBe(20);
  });

  test("are read in the language and the date format of the account", async () => {
    const ctx = served.world.ctxOf(mira);
    await updateAccount(ctx, { locale: "de" });
    expect(await add("Miete jeden Monat am 31. ab 5.6.2030")).toMatchObject({
      title: "Miete",
      due: { date: "2030-06-30" },
      recurrence: { rule: "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;WKST=MO", from: "schedule" },
    });
    await updateAccount(ctx, { locale: "en-US" });
  });

  test("are outweighed by options", async () => {
    const line = "Paint wall 5/6/2030 5pm p1 // Two coats";
    const options = ["-p", "SHED", "-s", "this", "--due", "2031-01-01", "--priority", "p3", "--description", "Dry day"];
    expect(await add(line, ...options)).toMatchObject({
      title: "Paint wall",
      project: { key: "SHED" },
      section: "This spring",
      due: { date: "2031-01-01" },
      priority: 1,
      description: "Dry day",
    });
    expect(await add("Stretch every day", "--due", "none")).toMatchObject({ due: null, recurrence: null });
  });

  test("are not read with --literal or in quotation marks", async () => {
    expect(await add("--literal", "Read 5/6/2030 #nothing", "p1")).toMatchObject({
      title: "Read 5/6/2030 #nothing p1",
      due: null,
      priority: 0,
    });
    expect(await add('Read "Tomorrow 5/6/2030"')).toMatchObject({ title: 'Read "Tomorrow 5/6/2030"', due: null });
  });
});

describe("a name that does not exist", () => {
  test("is refused", async () => {
    const before = await taskCount();
    const { code, notes } = await shell.docket(["add", "Call #nowhere @nothing"]);
    expect([code, notes]).toEqual([
      2,
      "There is no project #nowhere and no label @nothing. " +
        "Create it with --create, or use --literal to keep the text as it is.",
    ]);
    expect((await shell.docket(["add", "--create", "Call +nobody"])).notes).toBe(
      "There is no person +nobody. Use --literal to keep the text as it is.",
    );
    expect(await taskCount()).toBe(before);
  });

  test("is created with --create", async () => {
    const task = await add("--create", "Call #Attic @tools @errands");
    expect(task).toMatchObject({ title: "Call", project: { name: "Attic" }, labels: ["errands", "tools"] });
  });
});

test("a first name that several people have names none of them", async () => {
  for (const name of ["Ada Lovelace", "Ada Byron"])
    await joinWorkspace(served.world, mira.workspaceId, await served.world.person(name), "member");
  expect((await shell.docket(["add", "--dry-run", "Call +ada"])).notes).toBe(
    "There is no person +ada. Use --literal to keep the text as it is.",
  );
  expect(await dryRun("Call +ada byron")).toContain("Assigned:    Ada Byron");
});

describe("--dry-run", () => {
  test("prints the meaning and adds nothing", async () => {
    const before = await taskCount();
    const line = "Rent every month on the 31st starting 5/1/2030 5pm p2 #Cellar @bills +mira for 90m !1d";
    expect(await dryRun("--create", line)).toEqual([
      "Title:       Rent",
      "Project:     Cellar",
      "Due:         Friday, May 31, 2030, 5:00 PM",
      "Repeats:     every month on the 31st, or the last day of shorter months, at 5:00 PM (then Sun, Jun 30, 2030; Wed, Jul 31, 2030; Sat, Aug 31, 2030)",
      "Duration:    1 h 30 min",
      "Priority:    medium",
      "Labels:      bills",
      "Assigned:    Mira Nolan",
      "Reminders:   1 d before",
    ]);
    expect(await taskCount()).toBe(before);
    expect((await shell.docket(["label", "list"])).out).not.toContain("bills");
  });

  test("prints the same as JSON", async () => {
    expect(await add("--dry-run", "Rent 5/6/2030 p2")).toMatchObject({ title: "Rent", due: { date: "2030-05-06" } });
  });
});
