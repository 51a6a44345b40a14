import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keysFor, parseKeyRing } from "./key-ring.ts";
import {
  GRACE_SECONDS,
  type RefreshState,
  type RefreshToken,
  SETTLING_SECONDS,
  decideRefresh,
  issueRefreshToken,
  readRefreshToken,
} from "./refresh-token.ts";

const ringKey = (id: string) => `${id}:${randomBytes(32).toString("base64")}`;
const keysOf = (value: string) => keysFor(parseKeyRing("AUTH_SECRETS", value), "refresh-token");
const keys = keysOf(ringKey("k1"));
const SESSION = "01890a5d-ac96-774b-bcce-b302099a8058";
const START = new Date("2026-11-23T10:00:00Z");
const after = (seconds: number) => new Date(START.getTime() + seconds * 1000);

/** Returns a session row; `present` updates it as the server would. */
function open(): { state: RefreshState; token: string; revoked: boolean } {
  const issued = issueRefreshToken(SESSION);
  return {
    state: { sessionId: SESSION, refreshHash: issued.hash, previousHash: null, rotatedAt: START },
    token: issued.token,
    revoked: false,
  };
}

function present(session: ReturnType<typeof open>, token: string, seconds: number, withKeys = keys): string | null {
  const presented = readRefreshToken(token);
  if (!presented || session.revoked) return null;
  const answer = decideRefresh(withKeys, presented, session.state, after(seconds));
  if (answer.decision === "reuse") session.revoked = true;
  if (answer.decision === "grace") return answer.token ?? token;
  if (answer.decision !== "rotate") return null;
  session.state = {
    sessionId: SESSION,
    refreshHash: answer.next.hash,
    previousHash: session.state.refreshHash,
    rotatedAt: after(seconds),
  };
  return answer.next.token;
}

const read = (token: string): RefreshToken => readRefreshToken(token) ?? expect.unreachable();

test("a token has 48 bytes, and reading it returns the same digests as issuing it", () => {
  const issued = issueRefreshToken(SESSION);
  expect(issued.token).toMatch(/^[\w-]{64}$/);
  expect(readRefreshToken(issued.token)).toEqual(issued);
  expect(issued.hash.byteLength).toBe(32);
  expect(issueRefreshToken(SESSION).familyHash).not.toEqual(issued.familyHash);
});

test.each([
  "",
  "x",
  "a".repeat(63),
  "a".repeat(65),
  `${"a".repeat(63)}=`,
  `${"a".repeat(63)}\n`,
  "a".repeat(1_000_000),
])("returns null for %.10s", (token) => {
  expect(readRefreshToken(token)).toBeNull();
});

describe("decideRefresh", () => {
  test("rotates the current token to a different one in the same family", () => {
    const issued = issueRefreshToken(SESSION);
    const answer = decideRefresh(
      keys,
      issued,
      { sessionId: SESSION, refreshHash: issued.hash, previousHash: null, rotatedAt: START },
      after(480),
    );
    if (answer.decision !== "rotate") return expect.unreachable();
    expect(answer.next.token).not.toBe(issued.token);
    expect(answer.next.familyHash).toEqual(issued.familyHash);
    expect(readRefreshToken(answer.next.token)).toEqual(answer.next);
  });

  test("returns unknown without a session", () => {
    expect(decideRefresh(keys, issueRefreshToken(SESSION), null, START)).toEqual({ decision: "unknown" });
  });

  test("twenty requests with one token rotate it once and receive the same next token", () => {
    const session = open();
    const answers = Array.from({ length: 20 }, (_, index) => present(session, session.token, 480 + index / 10));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).not.toBe(session.token);
    expect(session.revoked).toBe(false);
  });

  test("repeating a request within a minute returns the same token, which then works", () => {
    const session = open();
    const lost = present(session, session.token, 480);
    const again = present(session, session.token, 480 + GRACE_SECONDS - 1);
    expect(again).toBe(lost);
    expect(present(session, again ?? "", 1000)).not.toBeNull();
    expect(session.revoked).toBe(false);
  });

  test("does not rotate a token that was just issued", () => {
    const session = open();
    expect(present(session, session.token, SETTLING_SECONDS - 1)).toBe(session.token);
    const second = present(session, session.token, 480) ?? "";
    expect(present(session, second, 480 + SETTLING_SECONDS - 1)).toBe(second);
    expect(present(session, second, 480 + SETTLING_SECONDS)).not.toBe(second);
  });

  test("a replaced token after the grace period ends the session for both parties", () => {
    const session = open();
    const newest = present(session, session.token, 480) ?? "";
    expect(present(session, session.token, 480 + GRACE_SECONDS)).toBeNull();
    expect(session.revoked).toBe(true);
    expect(present(session, newest, 600)).toBeNull();
  });

  test("a token from three rotations ago is reported as reuse, immediately and an hour later", () => {
    for (const later of [0, 3600]) {
      const session = open();
      let token = session.token;
      for (const seconds of [480, 960, 1440]) token = present(session, token, seconds) ?? "";
      expect(present(session, session.token, 1440 + later)).toBeNull();
      expect(session.revoked).toBe(true);
    }
  });

  test("a token with a made-up ending or from another session is unknown and ends no session", () => {
    const session = open();
    for (const seconds of [480, 960]) session.token = present(session, session.token, seconds) ?? "";
    const family = Buffer.from(session.token, "base64url").subarray(0, 16);
    const forOther = Buffer.from(issueRefreshToken("01890a5d-ac96-774b-bcce-b302099a8059").token, "base64url");
    for (const end of [randomBytes(32), Buffer.alloc(32), forOther.subarray(16)]) {
      const madeUp = Buffer.concat([family, end]).toString("base64url");
      expect(decideRefresh(keys, read(madeUp), session.state, after(1000))).toEqual({ decision: "unknown" });
    }
  });

  test("a token from three rotations ago is reported as reuse even after the server's keys have changed", () => {
    const session = open();
    let token = session.token;
    for (const seconds of [480, 960, 1440]) token = present(session, token, seconds, keysOf(ringKey("new"))) ?? "";
    expect(decideRefresh(keysOf(ringKey("newest")), read(session.token), session.state, after(9000))).toEqual({
      decision: "reuse",
    });
  });

  test("detects a thief who refreshed first when the owner refreshes", () => {
    const session = open();
    const thief = present(session, session.token, 480);
    expect(thief).not.toBeNull();
    expect(present(session, session.token, 700)).toBeNull();
    expect(session.revoked).toBe(true);
  });

  test("the grace period works after key rotation; without the old key the cookie stays unchanged", () => {
    const [older, newer] = [ringKey("old"), ringKey("new")];
    const session = open();
    const next = present(session, session.token, 480, keysOf(older));
    expect(present(session, session.token, 490, keysOf(`${newer},${older}`))).toBe(next);
    expect(decideRefresh(keysOf(newer), read(session.token), session.state, after(490))).toEqual({
      decision: "grace",
      token: null,
    });
  });

  test("the next token can't be computed without the server's key", () => {
    const session = open();
    const next = present(session, session.token, 480);
    const other = decideRefresh(
      keysOf(ringKey("k1")),
      read(session.token),
      { ...session.state, refreshHash: read(session.token).hash, rotatedAt: START },
      after(480),
    );
    expect(other).toMatchObject({ decision: "rotate" });
    expect(other).not.toMatchObject({ next: { token: next } });
  });
});

test("a client that keeps the last received token stays signed in, whatever it repeats in the grace period", () => {
  const step = fc.record({
    wait: fc.integer({ min: 0, max: 2000 }),
    repeats: fc.array(fc.integer({ min: 0, max: GRACE_SECONDS - 1 }), { maxLength: 5 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const session = open();
      let [token, clock] = [session.token, 0];
      for (const { wait, repeats } of steps) {
        clock += wait;
        const held = token;
        token = present(session, held, clock) ?? "";
        for (const delay of repeats.toSorted((one, other) => one - other)) {
          // A late retry can rotate a token that the client has kept. The last response contains the current token.
          const rotated = token !== held;
          const answer = present(session, held, clock + delay);
          if (rotated) expect(answer).toBe(token);
          token = answer ?? "";
        }
        clock += GRACE_SECONDS;
        expect(session.revoked).toBe(false);
        expect(token).not.toBe("");
      }
    }),
  );
});
