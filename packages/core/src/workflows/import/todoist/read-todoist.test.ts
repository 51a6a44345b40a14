import { readFile } from "node:fs/promises";
import { ImportPlan } from "@docket/schema/import";
import type { ImportTask } from "@docket/schema/import";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { readTodoist } from "./read-todoist.ts";

const FIXTURES = new URL("./fixtures/", import.meta.url);

async function readFixture(name: string) {
  return readTodoist({ name, bytes: await readFile(new URL(name, FIXTURES)) });
}

function readText(text: string, name = "Test.csv") {
  return readTodoist({ name, bytes: new TextEncoder().encode(text) });
}

async function readTasks(rows: string[], header = "TYPE,CONTENT,PRIORITY,INDENT"): Promise<ImportTask[]> {
  const plan = await readText([header, ...rows].join("\n"));
  return plan.projects[0]?.tasks ?? [];
}

const FULL =
  "TYPE,CONTENT,DESCRIPTION,IS_COLLAPSED,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE,DURATION,DURATION_UNIT,DEADLINE,DEADLINE_LANG";

describe("real files", () => {
  test.each([
    [
      "azure-migration-assessment.csv",
      { rows: 128, projects: 1, sections: 14, tasks: 114, subtasks: 0, comments: 0, labels: 0, repaired: 43 },
    ],
    [
      "backup-2017.zip",
      { rows: 39, projects: 5, sections: 0, tasks: 21, subtasks: 11, comments: 18, labels: 3, repaired: 0 },
    ],
    [
      "code-review-checklist.csv",
      { rows: 49, projects: 1, sections: 10, tasks: 39, subtasks: 0, comments: 0, labels: 0, repaired: 0 },
    ],
    [
      "daily-review.csv",
      { rows: 19, projects: 1, sections: 4, tasks: 15, subtasks: 0, comments: 0, labels: 5, repaired: 2 },
    ],
    [
      "github-trending-repositories-daily-review.csv",
      { rows: 18, projects: 1, sections: 6, tasks: 11, subtasks: 0, comments: 0, labels: 4, repaired: 0 },
    ],
    [
      "house-admin.csv",
      { rows: 34, projects: 1, sections: 5, tasks: 29, subtasks: 0, comments: 0, labels: 0, repaired: 1 },
    ],
    [
      "onboarding-checklist.csv",
      { rows: 37, projects: 1, sections: 5, tasks: 32, subtasks: 0, comments: 0, labels: 0, repaired: 4 },
    ],
    [
      "project-2017.csv",
      { rows: 17, projects: 1, sections: 0, tasks: 8, subtasks: 5, comments: 9, labels: 2, repaired: 0 },
    ],
    [
      "radio-show-system.csv",
      { rows: 48, projects: 1, sections: 6, tasks: 42, subtasks: 9, comments: 0, labels: 3, repaired: 0 },
    ],
    [
      "weekly-review.csv",
      { rows: 31, projects: 1, sections: 6, tasks: 25, subtasks: 3, comments: 0, labels: 7, repaired: 0 },
    ],
  ])("%s yields the expected counts", async (name, counts) => {
    const plan = await readFixture(name);
    expect(plan.counts).toMatchObject({ ...counts, skipped: 0 });
    expect(ImportPlan.parse(plan)).toEqual(plan);
    expect(plan.problems.filter((problem) => problem.kind !== "repaired")).toEqual([]);
  });

  test("joins text that was split at unquoted commas", async () => {
    const { projects } = await readFixture("azure-migration-assessment.csv");
    const [project] = projects;
    expect(project?.name).toBe("azure-migration-assessment");
    expect(project?.sections.map((section) => section.name)).toContain("8️⃣ Identity, Secrets & Security");
    expect(project?.tasks[0]).toMatchObject({
      line: 3,
      title: "Inventory all application components: services, background jobs, scheduled tasks, and batch processes",
      priority: 3,
      depth: 1,
    });
    expect(project?.tasks[6]).toMatchObject({
      title: "Identify SSIS, SSRS, or replication usage in SQL Server",
      priority: 2,
    });
  });

  test("reads the columns of 2017: sub-tasks, labels, notes, attachments, dates in words", async () => {
    const { projects, losses } = await readFixture("project-2017.csv");
    const tasks = projects[0]?.tasks ?? [];
    const [first, second, , level1, level2, level3, level4, attached] = tasks;
    expect(first).toMatchObject({
      title: "unclickable task",
      priority: 0,
      foreign: { CONTENT: "* unclickable task", AUTHOR: "Bernhard (1846598)" },
    });
    expect(second).toMatchObject({
      title: "clickable subtask, scheduled",
      labels: ["30min", "/munich"],
      parent: first?.sourceId,
      priority: 2,
      dueOn: null,
      dueText: "4 Jan",
      description: "Todoist date: 4 Jan",
    });
    expect([level1, level2, level3, level4].map((task) => task?.depth)).toEqual([1, 2, 3, 4]);
    expect(level4?.parent).toBe(level3?.sourceId);
    expect(level1?.comments[0]?.body).toBe("note for level one task\n\nwith a few linebreaks, \nof course");
    expect(attached?.comments).toHaveLength(3);
    expect(attached?.comments[1]?.body).toMatch(
      /^\[Test project for import to TaskPaper\.csv\]\(https:\/\/d1x0mwiac2rqwt\.cloudfront\.net\/\S+\.csv\)$/,
    );
    expect(attached?.comments[0]?.body).toContain(
      "two of them the identical\n[Screenshot 2017-01-02 00.44.50.png](https://",
    );
    expect(losses).toContainEqual(expect.objectContaining({ column: "AUTHOR", count: 17, outcome: "kept" }));
    expect(losses).toContainEqual(expect.objectContaining({ column: "DATE", count: 1, outcome: "text" }));
  });

  test("reads the columns of 2025: description, duration, dates in words, view settings", async () => {
    const { projects } = await readFixture("github-trending-repositories-daily-review.csv");
    const tasks = projects[0]?.tasks ?? [];
    expect(projects[0]?.foreign).toEqual({ "meta view_style": "list" });
    // An empty PRIORITY means p1.
    expect(tasks[0]).toMatchObject({ priority: 3, section: null });
    expect(tasks[1]).toMatchObject({
      title: "Shortlist 3 to 5 repos from today's imported GitHub Trending feed for review",
      labels: ["people-self", "place-anywhere", "tools-github", "when-sod-personal-pre-training"],
      priority: 1,
      durationMinutes: 10,
      dueText: "today at 05:30",
      section: projects[0]?.sections[0]?.sourceId,
      foreign: { DATE: "today at 05:30", DATE_LANG: "en", TIMEZONE: "Europe/London" },
    });
    expect(tasks[1]?.description).toBe(
      "Open the Todoist project populated by the daily GitHub Trending sync, then pick 3 to 5 repos for today's review batch.\n\nTodoist date: today at 05:30",
    );
  });

  test("reads a file with few columns in a different order", async () => {
    const { projects } = await readFixture("radio-show-system.csv");
    const tasks = projects[0]?.tasks ?? [];
    const parent = tasks.find((task) => task.title === "Create master playlist");
    expect(tasks.filter((task) => task.parent === parent?.sourceId).map((task) => task.title)).toEqual([
      "Add tracks to Spotify playlist",
      "Add tracks to Hugo content folder",
    ]);
    expect(tasks.find((task) => task.title === "Curate tracks")?.labels).toEqual([
      "duration-25m",
      "tools-arrs",
      "when-anytime",
    ]);
    expect(projects[0]?.sections[0]?.foreign).toEqual({ TIMEZONE: "Europe/London" });
  });

  test("reads a backup zip as one project per file", async () => {
    const { projects } = await readFixture("backup-2017.zip");
    expect(projects.map((project) => [project.name, project.tasks.length])).toEqual([
      ["basic-test", 3],
      ["unicode-and-quotes", 3],
      ["unicode-opml--result", 3],
      ["full-todoist-project", 8],
      ["basic-opml-test--result", 4],
    ]);
    expect(projects[0]?.tasks[0]).toMatchObject({
      title: "test project task with deadline and all the other stuff",
      labels: ["errands"],
      dueText: "in 5 days",
    });
    expect(projects[1]?.tasks[2]?.title).toBe('actually, what happens to a “comma"?');
  });

  test("a project yields the same result alone and in the zip, except for the file name", async () => {
    const alone = await readFixture("project-2017.csv");
    const zipped = await readFixture("backup-2017.zip");
    const withoutIds = (tasks: ImportTask[] = []) =>
      tasks.map(({ title, description, labels, foreign }) => ({ title, description, labels, foreign }));
    expect(withoutIds(zipped.projects[3]?.tasks)).toEqual(withoutIds(alone.projects[0]?.tasks));
  });
});

describe("source ids of rows", () => {
  test("the same file yields the same ids, and identical rows get different ids", async () => {
    const text = "TYPE,CONTENT,INDENT\ntask,a,1\ntask,b,2\ntask,a,1\ntask,b,2\nsection,S,\ntask,a,1\n";
    const first = await readText(text);
    const again = await readText(text);
    const ids = first.projects[0]?.tasks.map((task) => task.sourceId);
    expect(again.projects[0]?.tasks.map((task) => task.sourceId)).toEqual(ids);
    expect(new Set(ids).size).toBe(5);
  });

  test("a row added elsewhere changes no ids, and rows in another project have different ids", async () => {
    const before = await readText("TYPE,CONTENT\nsection,S\ntask,a\n");
    const after = await readText("TYPE,CONTENT\ntask,new\nsection,S\ntask,zero\ntask,a\n");
    const other = await readText("TYPE,CONTENT\nsection,S\ntask,a\n", "Other.csv");
    expect(after.projects[0]?.tasks[2]?.sourceId).toBe(before.projects[0]?.tasks[0]?.sourceId);
    expect(other.projects[0]?.tasks[0]?.sourceId).not.toBe(before.projects[0]?.tasks[0]?.sourceId);
  });

  test("the id in a backup's file name is the project's key, even if the name changes", async () => {
    const before = await readText("TYPE,CONTENT\ntask,a\n", "Home [6Crg8jQ886Wh4P5g].csv");
    const renamed = await readText("TYPE,CONTENT\ntask,a\n", "House [6Crg8jQ886Wh4P5g] (1).csv");
    expect(renamed.projects[0]).toMatchObject({ name: "House", sourceId: before.projects[0]?.sourceId });
  });
});

describe("rows", () => {
  test("priorities: 1 is highest, empty means 1, other values are kept and mean no priority", async () => {
    const tasks = await readTasks([
      "task,a,1,1",
      "task,b,2,1",
      "task,c,3,1",
      "task,d,4,1",
      "task,e,,1",
      "task,f,high,1",
      "task,g,constructor,1",
    ]);
    expect(tasks.map((task) => task.priority)).toEqual([3, 2, 1, 0, 3, 0, 0]);
    expect(tasks[5]?.foreign).toEqual({ PRIORITY: "high" });
  });

  test("levels: gaps are closed, the sixth level moves up, a section restarts at level 1", async () => {
    const rows = [1, 3, 3, 4, 5, 6, 7].map((indent) => `task,t${indent},4,${indent}`);
    const tasks = await readTasks([...rows, "section,S,,", "task,last,4,2", "task,odd,4,x"]);
    expect(tasks.map((task) => task.depth)).toEqual([1, 2, 3, 4, 5, 5, 5, 1, 1]);
    const byId = new Map(tasks.map((task) => [task.sourceId, task]));
    for (const task of tasks)
      expect(task.depth).toBe(task.parent === null ? 1 : (byId.get(task.parent)?.depth ?? 0) + 1);
  });

  test("long text is split into title and description without loss", async () => {
    const words = Array.from({ length: 200 }, (_, index) => `word${index}`).join(" ");
    const [task] = await readTasks([`task,${words},4,1`]);
    expect(task?.title.length).toBeLessThanOrEqual(500);
    expect(`${task?.title} ${task?.description}`).toBe(words);
  });

  test("control characters, NUL and direction overrides are removed and reported", async () => {
    const plan = await readText('TYPE,CONTENT,AUTHOR\ntask,"a\u0000b\u0007c\u202ed","x\u0000y"\n');
    expect(plan.projects[0]?.tasks[0]).toMatchObject({ title: "abcd", foreign: { AUTHOR: "xy" } });
    expect(plan.problems).toEqual([
      expect.objectContaining({ line: 2, kind: "changed", message: "Control characters were removed." }),
    ]);
  });

  test("rows of a type that Todoist does not have are reported with their line number", async () => {
    const plan = await readText("TYPE,CONTENT\n\ntask,a\nTask,b\nevent,party\n,lonely\nnote,\n");
    expect(plan.projects[0]?.tasks.map((task) => task.title)).toEqual(["a", "b"]);
    expect(plan.problems.map((problem) => [problem.line, problem.kind])).toEqual([
      [5, "skipped"],
      [6, "skipped"],
      [7, "skipped"],
    ]);
    expect(plan.counts).toMatchObject({ rows: 5, skipped: 3 });
  });

  test("unknown columns and cells after the last column are kept and counted", async () => {
    const plan = await readText("TYPE,CONTENT,PRIORITY,Estimate,,TYPE\ntask,a,9,3h,x,dup\ntask,b,9,9,9,9,behind\n");
    const [first, second] = plan.projects[0]?.tasks ?? [];
    expect(first?.foreign).toEqual({ PRIORITY: "9", ESTIMATE: "3h", COLUMN_5: "x", TYPE_6: "dup" });
    expect(second?.foreign).toMatchObject({ COLUMN_7: "behind" });
    expect(plan.losses.map((loss) => [loss.column, loss.count])).toContainEqual(["ESTIMATE", 2]);

    const wide = await readText(`TYPE,CONTENT,PRIORITY\ntask,a,9,${"x,".repeat(1_000)}\n`);
    expect(wide.projects[0]?.tasks[0]?.foreign["COLUMN_4"]).toMatch(/^(x,){999}x$/);
    expect(wide.losses).toHaveLength(2);
  });

  test("notes before the first task become the project's description", async () => {
    const plan = await readText("TYPE,CONTENT,AUTHOR\nnote,about this,Me (1)\ntask,a,\n");
    expect(plan.projects[0]).toMatchObject({
      description: "about this",
      foreign: { "note 2": '{"CONTENT":"about this","AUTHOR":"Me (1)"}' },
    });
    expect(plan.problems).toHaveLength(1);
  });

  test("dates: ISO dates are read, words are kept as text, a deadline is not the due date", async () => {
    const tasks = await readTasks(
      [
        "task,a,,,4,1,,,2026-11-24,en,Europe/Berlin,,,,",
        "task,b,,,4,1,,,2026-11-24 9:05,en,Europe/Berlin,,,,",
        "task,c,,,4,1,,,2026-11-24T16:30:00Z,en,Europe/Berlin,,,,",
        "task,d,,,4,1,,,2026-02-30,en,,,,,",
        "task,e,,,4,1,,,every 3 days,en,,1,day,2026-12-01,en",
        "task,f,,,4,1,,,,,,,,2026-12-01,en",
        "task,g,,,4,1,,,2026-11-24 at 9:05,en,Nowhere/Land,None,,next week,en",
      ],
      FULL,
    );
    const due = tasks.map((task) => [task.dueOn, task.dueTime, task.dueZone, task.dueText]);
    expect(due).toEqual([
      ["2026-11-24", null, null, null],
      ["2026-11-24", "09:05", "Europe/Berlin", null],
      ["2026-11-24", "17:30", "Europe/Berlin", null],
      [null, null, null, "2026-02-30"],
      [null, null, null, "every 3 days"],
      [null, null, null, null],
      ["2026-11-24", "09:05", null, null],
    ]);
    expect(tasks[4]).toMatchObject({
      description: "Todoist date: every 3 days",
      durationMinutes: 1440,
      deadline: "2026-12-01",
    });
    expect(tasks[5]).toMatchObject({
      description: "",
      deadline: "2026-12-01",
      foreign: {},
    });
    expect(tasks[6]).toMatchObject({
      description: "Todoist deadline: next week",
      deadline: null,
      foreign: { TIMEZONE: "Nowhere/Land", DURATION: "None", DEADLINE: "next week" },
    });
  });

  test("a note keeps its timestamp", async () => {
    const tasks = await readTasks(
      ["task,a,,,4,1,,,,,,,,,", "note,hello,,,,,Me (1),,2018-06-08T07:02:05.000000Z,,,,,,"],
      FULL,
    );
    expect(tasks[0]?.comments[0]).toMatchObject({
      body: "hello",
      postedAt: "2018-06-08T07:02:05.000Z",
      foreign: { AUTHOR: "Me (1)" },
    });
  });
});

describe("files", () => {
  test("reads semicolons, tabs, old line endings and a byte order mark the same way", async () => {
    const expected = await readTasks(["task,a,2,1", "task,b,3,2"]);
    for (const text of [
      "\ufeffTYPE;CONTENT;PRIORITY;INDENT\r\ntask;a;2;1\r\ntask;b;3;2\r\n",
      "TYPE\tCONTENT\tPRIORITY\tINDENT\rtask\ta\t2\t1\rtask\tb\t3\t2",
      '"type","Content","priority","indent"\n"task","a","2","1"\n"task","b","3","2"\n',
    ]) {
      expect((await readText(text)).projects[0]?.tasks).toEqual(expected);
    }
  });

  test("a quote that is never closed affects only its own line", async () => {
    const plan = await readText(
      'TYPE,CONTENT,PRIORITY,INDENT\ntask,"24"" screen",1,1\ntask,"open,1,1\ntask,next,2,1\ntask,"q",3,1\n',
    );
    expect(plan.projects[0]?.tasks.map((task) => task.title)).toEqual(['24" screen', '"open', "next", "q"]);
    expect(plan.problems).toEqual([expect.objectContaining({ line: 3, kind: "repaired" })]);
  });

  test("two files with the same name in a zip become two projects", async () => {
    const csv = strToU8("TYPE,CONTENT\ntask,a\n");
    const plan = await readTodoist({ name: "b.zip", bytes: zipSync({ "x/Home.csv": csv, "y/Home.csv": csv }) });
    expect(new Set(plan.projects.map((project) => project.sourceId)).size).toBe(2);
  });

  test("other files in a zip are reported but not read", async () => {
    const bytes = zipSync({
      "Home.csv": strToU8("TYPE,CONTENT\ntask,a\n"),
      "other.csv": strToU8("Name,Amount\nRent,3\n"),
      "latin.csv": new Uint8Array([0x4e, 0xe4, 0x0a]),
      "inner.zip": zipSync({ "Inner.csv": strToU8("TYPE,CONTENT\ntask,inner\n") }),
      "photo.jpg": new Uint8Array(10),
      "__MACOSX/._Home.csv": new Uint8Array([0xff]),
    });
    const plan = await readTodoist({ name: "b.zip", bytes });
    expect(plan.counts).toMatchObject({ projects: 1, tasks: 1 });
    expect(plan.problems.map((problem) => problem.file)).toEqual(["other.csv", "latin.csv", "inner.zip", "photo.jpg"]);
  });
});
