import type { UserActor } from "@docket/core/runtime/actor";
import { authenticatedActor } from "@docket/core/runtime/actor";
import { uuidv7 } from "@docket/schema/uuid";
import { expect, test } from "vitest";
import { createStreamSlots, STREAM_CAPS } from "./stream-slots.ts";

function actorOf(userId: string, sessionId = uuidv7()): UserActor {
  return authenticatedActor<UserActor>({
    kind: "user",
    userId,
    sessionId,
    role: "user",
    isVerified: true,
    authenticatedAt: new Date(0),
  });
}

const refusal = { code: "too_many_requests" };

test("allows five streams per session and twenty per user, and frees closed ones", () => {
  const slots = createStreamSlots();
  const mira = actorOf(uuidv7());
  const releases = Array.from({ length: STREAM_CAPS.session }, () => slots.take(mira));
  expect(() => slots.take(mira)).toThrow(expect.objectContaining(refusal));

  releases[0]?.();
  releases[0]?.();
  slots.take(mira);
  expect(() => slots.take(mira)).toThrow(expect.objectContaining(refusal));

  for (let stream = STREAM_CAPS.session; stream < STREAM_CAPS.user; stream += 1) slots.take(actorOf(mira.userId));
  expect(() => slots.take(actorOf(mira.userId))).toThrow(expect.objectContaining(refusal));
  expect(() => slots.take(actorOf(uuidv7()))).not.toThrow();
});

test("limits the streams of the process", () => {
  const slots = createStreamSlots({ session: 5, user: 20, process: 3 });
  const releases = [1, 2, 3].map(() => slots.take(actorOf(uuidv7())));
  expect(() => slots.take(actorOf(uuidv7()))).toThrow(expect.objectContaining(refusal));
  releases[1]?.();
  expect(() => slots.take(actorOf(uuidv7()))).not.toThrow();
});
