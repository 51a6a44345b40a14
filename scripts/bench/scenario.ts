import { Task, TaskCounts, TaskPage, Tasks } from "../../packages/schema/src/task.ts";
import { uuidv7 } from "../../packages/schema/src/uuid.ts";
import { idOf, SIZE } from "./data.ts";

/** One HTTP call. */
export type Call = { user: number; method: "GET" | "POST"; path: string; body: string | null };

export type Scenario = {
  label: string;
  /** Whether the baseline server does not support the call. */
  isDocketOnly?: true;
  /** Returns the n-th call. Calls with different numbers never complete the same task. */
  call: (n: number) => Call;
  /**
   * Checks the result of a call.
   *
   * @throws if the result is not as expected
   */
  check: (data: unknown, call: Call) => void;
};

const userOf = (n: number) => n % SIZE.users;
const projectId = (user: number, p: number) => idOf("project", user * SIZE.projectsPerUser + p);
const taskId = (user: number, t: number) => idOf("task", user * SIZE.tasksPerUser + t);

function query(n: number, procedure: string, input: object): Call {
  const user = userOf(n);
  const text = JSON.stringify({ workspaceId: idOf("workspace", user), ...input });
  return { user, method: "GET", path: `/api/trpc/${procedure}?input=${encodeURIComponent(text)}`, body: null };
}

function mutation(n: number, procedure: string, input: object): Call {
  const user = userOf(n);
  const body = JSON.stringify({ workspaceId: idOf("workspace", user), commandId: uuidv7(), ...input });
  return { user, method: "POST", path: `/api/trpc/${procedure}`, body };
}

/** Returns a call that makes several queries as one user in a single request, as a page does. */
function batch(n: number, queries: Record<string, object>): Call {
  const workspaceId = idOf("workspace", userOf(n));
  const inputs = Object.values(queries).map((input) => ({ workspaceId, ...input }));
  const text = encodeURIComponent(JSON.stringify({ ...inputs }));
  const path = `/api/trpc/${Object.keys(queries).join(",")}?batch=1&input=${text}`;
  return { user: userOf(n), method: "GET", path, body: null };
}

function expect(isRight: boolean, what: string): void {
  if (!isRight) throw new Error(`An answer is wrong: ${what}.`);
}

/** The measured scenarios. All measured servers return the same responses to the same calls. */
export const SCENARIOS = {
  list: {
    label: "list 50 tasks",
    call: (n) => query(n, "task.list", { filter: { projectId: projectId(userOf(n), 1) } }),
    check: (data) => {
      const page = TaskPage.parse(data);
      expect(page.items.length === 50 && page.nextCursor !== null, `${page.items.length} tasks of 60 on a page of 50`);
    },
  },
  get: {
    label: "get one task",
    call: (n) => query(n, "task.get", { id: taskId(userOf(n), n % 120) }),
    check: (data, call) => {
      const task = Task.parse(data);
      expect(call.path.includes(task.id), "another task than the one asked for");
    },
  },
  count: {
    label: "sidebar counts",
    call: (n) => query(n, "task.count", { timeZone: "Europe/Berlin" }),
    check: (data) => {
      const { projects, overdue } = TaskCounts.parse(data);
      expect(projects.length === SIZE.projectsPerUser && overdue > 0, "counts that cannot be");
    },
  },
  batch: {
    label: "list, get and count in a batch",
    isDocketOnly: true,
    call: (n) =>
      batch(n, {
        "task.list": { filter: { projectId: projectId(userOf(n), 1) } },
        "task.get": { id: taskId(userOf(n), n % 120) },
        "task.count": { timeZone: "Europe/Berlin" },
      }),
    check: (data) => {
      const [page, task, counts, ...others] = data as unknown[];
      TaskCounts.parse(counts);
      expect(TaskPage.parse(page).items.length === 50, "not a page of 50 tasks");
      expect(Task.parse(task).title !== "" && others.length === 0, "not three results");
    },
  },
  create: {
    label: "create one task",
    call: (n) =>
      mutation(n, "task.create", { id: uuidv7(), projectId: projectId(userOf(n), 2), title: `Buy ${n} things` }),
    check: (data, call) => {
      const task = Task.parse(data);
      expect(call.body?.includes(task.id) === true && task.number > SIZE.tasksPerUser, "another task than the new one");
    },
  },
  complete: {
    label: "complete one task",
    // Every call completes a different task, from projects that the other scenarios do not use.
    call: (n) =>
      mutation(n, "task.complete", { ids: [taskId(userOf(n), SIZE.tasksPerUser - 1 - Math.floor(n / SIZE.users))] }),
    check: (data, call) => {
      const [task, ...others] = Tasks.parse(data).items;
      expect(task?.status === "done" && others.length === 0, "not one task that is done");
      expect(call.body?.includes(task?.id ?? "none") === true, "another task than the one completed");
    },
  },
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;
