import { countTasks } from "../../packages/core/src/entities/task/count.ts";
import { listTasks } from "../../packages/core/src/entities/task/list.ts";
import { tallyTasks } from "../../packages/core/src/entities/task/tally.ts";
import type { Ctx } from "../../packages/core/src/runtime/ctx.ts";
import { search } from "../../packages/core/src/workflows/search/queries.ts";
import { addDays, dayInZone } from "../../packages/schema/src/day.ts";
import { TASK_ORDERS } from "../../packages/schema/src/layout.ts";
import { Search } from "../../packages/schema/src/search.ts";
import { CountTasks, ListTasks, TallyTasks } from "../../packages/schema/src/task.ts";
import type { GroupBy, TaskOrder } from "../../packages/schema/src/task.ts";
import { idOf } from "./data.ts";
import { LARGE_PERSON, RARE_LABEL, RARE_SECTION } from "./large-data.ts";
import { SEARCH_KINDS } from "./search-kind.ts";
import { createRandom } from "./words.ts";

/** A kind of call. `prepare` returns calls that are measured in turn. */
export type LargeCase = { label: string; person: number; prepare: (ctx: Ctx) => Promise<(() => Promise<unknown>)[]> };

const { many, few, firstOwner } = LARGE_PERSON;
const workspaceId = idOf("workspace", 0);
const projectId = idOf("project", 0);
const timeZone = "Europe/Berlin";
const today = dayInZone(new Date(), timeZone);
const DIRECTIONS = ["ascending", "descending"] as const;
/** The number of pages of 100 tasks after which a page counts as deep. */
const DEEP = 3;

type Listed = { filter: object; order?: TaskOrder; direction?: "ascending" | "descending"; workspaceId?: string };

/** Lists the first page and, if there is one, a later page. */
function pages(label: string, lists: Listed[], person: number = many): LargeCase {
  const prepare = async (ctx: Ctx) => {
    const calls: (() => Promise<unknown>)[] = [];
    for (const list of lists) {
      const read = (more: object) => listTasks(ctx, ListTasks.parse({ workspaceId, ...list, ...more }));
      calls.push(() => read({}));
      let cursor: string | null = null;
      for (let page = 0; page < DEEP; page += 1) {
        const { nextCursor }: { nextCursor: string | null } = await read({ limit: 100, ...(cursor && { cursor }) });
        if (nextCursor === null) break;
        cursor = nextCursor;
      }
      if (cursor !== null) calls.push(() => read({ cursor }));
    }
    return calls;
  };
  return { label, person, prepare };
}

const bothWays = (list: Listed) => DIRECTIONS.map((direction) => ({ ...list, direction }));
const byDue = (filter: object): Listed => ({ filter: { ...filter, timeZone }, order: "due" });
/** The groups of a page by due date (entities/view/task-group.ts). */
const dueGroups = (filter: object) =>
  [
    { dueTo: addDays(today, -1) },
    { dueFrom: today, dueTo: today },
    { dueFrom: addDays(today, 2), dueTo: addDays(today, 7) },
    { dueFrom: addDays(today, 8) },
    { hasDue: false },
  ].map((range) => byDue({ ...filter, ...range }));

const tally = (label: string, by: GroupBy, filter: object): LargeCase => ({
  label: `group counts by ${label}`,
  person: many,
  prepare: async (ctx) => [() => tallyTasks(ctx, TallyTasks.parse({ workspaceId, filter, by }))],
});

const counts = (whose: string, person: number, withAssignedAndLabels: boolean): LargeCase => ({
  label: `sidebar counts${withAssignedAndLabels ? " with labels and assigned" : ""}, ${whose}`,
  person,
  prepare: async (ctx) => [() => countTasks(ctx, CountTasks.parse({ workspaceId, timeZone, withAssignedAndLabels }))],
});

const inOther = { workspaceId: idOf("workspace", 1) };
const noLabel = { not: { field: "has", is: "labels" } };
const unassigned = { not: { field: "has", is: "assignee" } };

/** What the web asks for in a large project, and over all projects. */
export const LARGE_CASES: readonly LargeCase[] = [
  ...TASK_ORDERS.map((order) => pages(`large project by ${order}`, bothWays({ filter: { projectId }, order }))),
  pages("large project: top level, a section, no section, a small section", [
    { filter: { projectId, parentId: null } },
    { filter: { projectId, parentId: null, sectionId: idOf("section", 1) } },
    { filter: { projectId, parentId: null, sectionId: null } },
    { filter: { projectId, parentId: null, sectionId: idOf("section", RARE_SECTION) } },
  ]),
  pages("large project: top level with closed tasks", [{ filter: { projectId, parentId: null, status: "any" } }]),
  pages("large project: completed, cancelled", [
    { filter: { projectId, status: "done" } },
    { filter: { projectId, status: "cancelled" } },
  ]),
  pages(
    "large project: each priority",
    [3, 2, 1, 0].map((priority) => ({ filter: { projectId, priority: [priority] } })),
  ),
  pages("large project: due groups", dueGroups({ projectId })),
  pages("large project: a label, no label, a rare label", [
    { filter: { projectId, labelId: idOf("label", 3) } },
    { filter: { projectId, where: noLabel } },
    { filter: { projectId, labelId: idOf("label", RARE_LABEL) } },
  ]),
  pages("large project: an assignee, unassigned", [
    { filter: { projectId, assigneeId: idOf("user", many) } },
    { filter: { projectId, where: unassigned } },
  ]),
  ...[many, few].flatMap((person) => {
    const month = { dueFrom: today, dueTo: addDays(today, 30) };
    const whose = person === many ? "400 projects" : "3 projects";
    return [
      ...TASK_ORDERS.map((order) => pages(`${whose} by ${order}`, bothWays({ filter: {}, order }), person)),
      pages(`${whose}: today, overdue`, dueGroups({}).slice(0, 2), person),
      pages(`${whose}: a month of upcoming`, [byDue({ ...month, withLasting: true })], person),
      pages(`${whose}: assigned to me by due date`, dueGroups({ assigneeId: idOf("user", person) }), person),
      pages(`${whose}: a label by due date`, dueGroups({ labelId: idOf("label", 3) }), person),
      pages(`${whose}: a rare label by due date`, dueGroups({ labelId: idOf("label", RARE_LABEL) }), person),
      pages(
        `${whose}: closed tasks, latest first`,
        [{ filter: { status: "closed" }, order: "completed", direction: "descending" }],
        person,
      ),
    ];
  }),
  pages("a small project by due date", [byDue({ projectId: idOf("project", 7) })]),
  pages("a small workspace by due date", [{ ...byDue({}), ...inOther }], firstOwner),
  tally("section", "section", { projectId, parentId: null }),
  tally("status", "status", { projectId, status: "any" }),
  tally("priority", "priority", { projectId }),
  tally("assignee", "assignee", { projectId }),
  tally("label", "label", { projectId }),
  tally("project", "project", {}),
  counts("400 projects", many, false),
  counts("3 projects", few, false),
  counts("400 projects", many, true),
  counts("3 projects", few, true),
  ...SEARCH_KINDS.map(({ label, text }): LargeCase => {
    const random = createRandom(3);
    const find = (ctx: Ctx) => search(ctx, Search.parse({ workspaceId, text: text(random) }));
    return { label: `search: ${label}`, person: many, prepare: async (ctx) => [() => find(ctx)] };
  }),
];
