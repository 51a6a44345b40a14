import { PageInput } from "@docket/schema/page";
import { ListTasks } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { listLabels } from "../entities/label/queries.ts";
import { listTasks } from "../entities/task/list.ts";
import { listApiTokens } from "../identity/api-token/queries.ts";
import { listSessions } from "../identity/session/queries.ts";
import { listOwnSecurityEvents } from "../log/security/queries.ts";
import { createTaskWorld } from "../testing/task-world.ts";
import type { TaskWorld } from "../testing/task-world.ts";
import { listImports } from "../workflows/import/queries.ts";
import { search } from "../workflows/search/queries.ts";
import { listTrash } from "../workflows/trash/queries.ts";
import { cursorOf } from "./cursor.ts";
import { toDomainError } from "./fault.ts";
import type { Json } from "./json.ts";

let world: TaskWorld;
beforeAll(async () => {
  world = await createTaskWorld();
});
afterAll(() => world.close());

/** Creates a cursor as any client could, because the checksum needs no secret. */
const forged = (list: string, binding: Json, values: string[]) =>
  cursorOf(list, z.array(z.string())).encode(binding, values);

const DAY = "2026-11-23T09:00:00.000Z";
const INVALID_VALUES = [
  ["x", "y"],
  ["-infinity", uuidv7()],
  ["275760-09-13T00:00:00.000Z", uuidv7()],
  ["\0", uuidv7()],
  ["\ud800", uuidv7()],
  [DAY, "y"],
  [DAY],
];

describe("a cursor whose values don't match the list", () => {
  const code = (work: Promise<unknown>) =>
    work.then(
      () => "a page",
      (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
    );

  it.each(INVALID_VALUES)("is rejected by every list: %j", async (...values) => {
    const ctx = world.ctxOf(world.ada);
    const { userId } = ctx.actor;
    const { workspaceId } = world.ada;
    const at = (list: string, binding: Json) => ({ limit: 5, cursor: forged(list, binding, values) });
    const answers = [
      listApiTokens(ctx, at("api-token.list", userId)),
      listSessions(ctx, at("session.list", userId)),
      listOwnSecurityEvents(ctx, at("security-event.own", userId)),
      listImports(ctx, { workspaceId, ...at("import.list", { workspaceId }) }),
      listLabels(ctx, { workspaceId, ...at("label.list", { workspaceId }) }),
      listTrash(ctx, { workspaceId, ...at("trash.list", { workspaceId, projectId: null }) }),
      search(ctx, {
        workspaceId,
        text: "milk",
        withCompleted: true,
        ...at("search", { workspaceId, projectId: null, withCompleted: true, patterns: ["%milk%"] }),
      }),
    ];
    expect(await Promise.all(answers.map(code))).toEqual(answers.map(() => "invalid"));
  });

  it("is rejected by the database if only the column type reveals the mismatch", async () => {
    const { workspaceId } = world.ada;
    const forgedValues = { due: ["9999-99-99", "x"], created: ["9999-99-99"], number: ["9999-99-99"] };
    for (const order of ["due", "created", "number"] as const) {
      const input = ListTasks.parse({ workspaceId, order });
      const { filter, direction } = input;
      const binding = { workspaceId, filter: JSON.stringify(filter), order, direction };
      const cursor = forged("task.list", binding, [...forgedValues[order], uuidv7()]);
      const error: unknown = await listTasks(world.ctxOf(world.ada), { ...input, cursor }).catch((reason) => reason);
      expect(toDomainError(error)?.code).toBe("invalid");
    }
  });
});

it("a cursor of a list sorted by title fits the input limit, however long titles and descriptions are", async () => {
  const project = await world.project(world.ada);
  const title = (letter: string) => `${letter} ${"\u{1f9fd}".repeat(200)}`;
  for (const letter of ["a", "b", "c"]) {
    await world.task(world.ada, project, { title: title(letter), description: "words ".repeat(5_000) });
  }
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const { workspaceId } = world.ada;
    const listInput = { workspaceId, filter: { projectId: project.id }, order: "title", limit: 1, cursor };
    const page = await listTasks(world.ctxOf(world.ada), ListTasks.parse(listInput));
    found.push(...page.items.map((task) => task.title.charAt(0)));
    cursor = page.nextCursor ?? undefined;
    expect(PageInput.safeParse({ cursor }).success).toBe(true);
  } while (cursor !== undefined);
  expect(found).toEqual(["a", "b", "c"]);
});

it("rejects a cursor whose id was replaced", () => {
  const list = cursorOf("list", z.array(z.string()));
  const id = uuidv7();
  const text = Buffer.from(list.encode({}, [DAY, id]), "base64url")
    .toString("utf8")
    .replace(id, uuidv7());
  expect(list.decode({}, list.encode({}, [DAY, id]))).toEqual([DAY, id]);
  expect(() => list.decode({}, Buffer.from(text).toString("base64url"))).toThrow(
    expect.objectContaining({ code: "invalid" }),
  );
});
