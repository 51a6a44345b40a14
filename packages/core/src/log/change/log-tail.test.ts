import { setTimeout as pause } from "node:timers/promises";
import type { Change, FeedEvent } from "@docket/schema/change";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toChangeRights } from "../../access/change-rights.ts";
import type { Actor } from "../../runtime/actor.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { createLocalNotifier } from "../../runtime/notifier/local-notifier.ts";
import { changeDraft, writeLines } from "../../testing/feed.ts";
import type { LogScenario, LogStep } from "../../testing/log-scenario.ts";
import { createLogScenario, LOG_STEPS } from "../../testing/log-scenario.ts";
import type { World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import { followChanges } from "./feed.ts";
import { logTailOf } from "./log-tail.ts";
import { readLog } from "./read.ts";
import type { TailRules } from "./tail-page.ts";
import { TAIL_RULES } from "./tail-page.ts";

/** Wrong rules, each of which the test must find. */
const FAULTS: Record<string, TailRules> = {
  "revoked access is kept": {
    ...TAIL_RULES,
    rightsChangedBy: (line) => (line.entity === "member" ? null : TAIL_RULES.rightsChangedBy(line)),
  },
  "trashed projects stay visible": {
    ...TAIL_RULES,
    rightsChangedBy: (line) => (line.entity === "project" ? null : TAIL_RULES.rightsChangedBy(line)),
  },
  "labels are visible to all members": { ...TAIL_RULES, dependsOnReader: () => false },
};

let world: World;
let scenario: LogScenario;
beforeAll(async () => {
  world = await createWorld({ poolSize: 10 });
  scenario = await createLogScenario(world);
});
afterAll(() => world.close());

/** A stream that is read only when the test asks for it. */
type Follower = {
  ctx: Ctx;
  feed: AsyncGenerator<FeedEvent, void>;
  /** The position up to which its changes have been compared. */
  position: bigint;
};

/**
 * Executes the steps. In between, compares what the streams deliver with the statement of each reader. The streams are
 * in a process of their own, which is notified only then.
 */
async function compare(steps: LogStep[], rules: TailRules): Promise<void> {
  const { workspaceId, readers } = scenario;
  const runtime = { ...world.runtime, notifier: createLocalNotifier() };
  const ending = new AbortController();
  // Created before the first stream, so that all streams have these rules.
  const tail = logTailOf(runtime, workspaceId, rules);
  const followers = await Promise.all(readers.map((actor) => follow(runtime, actor, ending.signal)));
  /** Waits until the tail contains the entry with this number. */
  const publish = async (seq: bigint) => {
    runtime.notifier.notify(workspaceId);
    const { actor } = world.ctxOf(scenario.owner);
    const reader = { actor, rights: toChangeRights({ is_member: true, member_project_ids: [], project_ids: [] }) };
    while (tail.next({ position: seq - 1n, from: 0n }, reader).kind === "none") await pause(1);
  };
  try {
    for (const step of steps) {
      if (step.does !== "wake") {
        await scenario.run(step);
        continue;
      }
      // The changes and the entries that mark the end of what is compared are published separately, because events
      // with entries for individual people are not shared between readers.
      await publish(await scenario.lastSeq());
      const marks = await writeMarks(followers);
      await publish(marks.at(-1)!);
      await Promise.all(step.readers.map((index) => compareReader(followers[index]!, marks[index]!)));
    }
  } finally {
    ending.abort();
    await Promise.all(followers.map(({ feed }) => feed.return()));
  }
}

async function follow(runtime: Ctx["runtime"], actor: Actor, signal: AbortSignal): Promise<Follower> {
  const { workspaceId, owner } = scenario;
  const ctx = { ...world.ctxOf(owner), runtime, actor };
  const feed = await followChanges(ctx, { workspaceId }, signal, { recheckMs: 3_600_000 });
  const { value } = await feed.next();
  return { ctx, feed, position: BigInt(value!.seq) };
}

/** Appends one entry for each reader, and returns their numbers. */
async function writeMarks(followers: Follower[]): Promise<bigint[]> {
  const { workspaceId, sharedProjectId, owner } = scenario;
  const drafts = followers.map(({ ctx }) =>
    changeDraft(sharedProjectId, { entity: "notification", audience: ctx.actor.userId }),
  );
  const last = await writeLines(world, { actorId: owner.id, workspaceId }, drafts);
  return drafts.map((_, index) => last - BigInt(drafts.length - 1 - index));
}

/** Reads the stream up to the mark, and compares it with the reader's statement. */
async function compareReader(follower: Follower, mark: bigint): Promise<void> {
  const received: Change[] = [];
  let reached = follower.position;
  while (BigInt(received.at(-1)?.seq ?? 0) < mark) {
    const { value } = await follower.feed.next();
    if (value?.kind !== "changes") throw new Error(`The stream sent ${value?.kind}.`);
    received.push(...value.changes);
    // The events cover the log without gaps, and each contains the changes of its part of it.
    expect(BigInt(value.from)).toBe(reached);
    reached = BigInt(value.seq);
    const isInside = ({ seq }: Change) => BigInt(seq) > BigInt(value.from) && BigInt(seq) <= reached;
    expect(value.changes.every(isInside)).toBe(true);
  }
  const expected = await readLog(follower.ctx, scenario.workspaceId, follower.position);
  if (expected.kind === "closed") throw new Error("The reader has no access.");
  expect(received).toEqual(expected.changes);
  expect(reached).toBe(expected.position);
  follower.position = expected.position;
}

const property = (rules: TailRules) => fc.asyncProperty(LOG_STEPS, (steps) => compare(steps, rules));

// Runs first, because its steps name the first comments of the scenario.
test("doesn't send the text of a comment that was trashed after a process had read it", async () => {
  const step = (does: LogStep["does"], { of = 0, readers = [] }: { of?: number; readers?: number[] } = {}) => {
    return { does, at: 0, of, by: 0, readers };
  };
  const steps = (of: number) => [
    step("createTask"),
    step("comment"),
    step("wake"),
    step("trashComment", { of }),
    step("wake", { readers: scenario.readers.map((_, index) => index) }),
  ];
  await compare(steps(0), TAIL_RULES);
  const fault = { ...TAIL_RULES, affectsOlderEntries: () => false };
  await expect(compare(steps(1), fault)).rejects.toThrow("to deeply equal");
});

test("delivers exactly what each reader's own statement returns", async () => {
  await expect(fc.assert(property(TAIL_RULES), { numRuns: 5, endOnFailure: true })).resolves.toBeUndefined();
});

test.each(Object.entries(FAULTS))("finds the planted fault: %s", async (_name, rules) => {
  expect((await fc.check(property(rules), { numRuns: 15, endOnFailure: true })).failed).toBe(true);
});
