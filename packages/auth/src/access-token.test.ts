import { createHmac, generateKeyPairSync, randomBytes } from "node:crypto";
import { cpuTimeOf } from "@docket/schema/testing/cpu-time";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type AccessClaims,
  type AccessTokenKeys,
  importAccessTokenKeys,
  signAccessToken,
  verifyAccessToken,
} from "./access-token.ts";
import { type KeyRing, keysFor, parseKeyRing } from "./key-ring.ts";

const ISSUER = "https://tasks.example.org";
const NOW = new Date("2026-11-23T10:00:00Z");
const SECONDS = NOW.getTime() / 1000;
const claims: AccessClaims = {
  userId: "01890a5d-ac96-774b-bcce-b302099a8057",
  sessionId: "01890a5d-ac96-774b-bcce-b302099a8058",
  securityVersion: 3,
  authenticatedAt: new Date("2026-11-23T09:58:20Z"),
  methods: ["pwd"],
};
const payload = {
  iss: ISSUER,
  aud: "api",
  sub: claims.userId,
  sid: claims.sessionId,
  jti: "01890a5d-ac96-774b-bcce-b302099a8059",
  iat: SECONDS,
  exp: SECONDS + 600,
  sv: 3,
  auth_time: SECONDS - 100,
  amr: ["pwd"],
};
const header = { alg: "HS256", typ: "at+jwt", kid: "k2" };

let ring: KeyRing;
let keys: AccessTokenKeys;
beforeAll(async () => {
  ring = parseKeyRing(
    "AUTH_SECRETS",
    `k2:${randomBytes(32).toString("base64")},k1:${randomBytes(32).toString("base64")}`,
  );
  keys = await importAccessTokenKeys(ring, ISSUER);
});

const encode = (value: unknown) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const secretOf = (id: string) => keysFor(ring, "access-token").byId.get(id)?.secret ?? new Uint8Array(32);
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

/** Signs any header and payload without the library under test, as a forger would. */
function forge(head: unknown, body: unknown, secret: Uint8Array | string = secretOf("k2"), hash = "sha256"): string {
  const signed = `${encode(head)}.${encode(body)}`;
  return `${signed}.${createHmac(hash, secret).update(signed).digest("base64url")}`;
}

const check = (token: string, seconds = 0) => verifyAccessToken(keys, token, at(seconds));
const INVALID = { ok: false, refusal: "invalid" };
const EXPIRED = { ok: false, refusal: "expired" };

test("a signed token is verified and read back", async () => {
  const token = await signAccessToken(keys, claims, NOW);
  expect(await check(token)).toEqual({ ok: true, claims });
  expect(token.length).toBeLessThan(700);
});

test("the token identifies the user without containing rights or personal data", async () => {
  const [head = "", body = ""] = (await signAccessToken(keys, claims, NOW)).split(".");
  const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
  expect(read(head)).toEqual(header);
  expect(Object.keys(read(body)).sort()).toEqual([
    "amr",
    "aud",
    "auth_time",
    "exp",
    "iat",
    "iss",
    "jti",
    "sid",
    "sub",
    "sv",
  ]);
});

test("two tokens signed at the same time differ", async () => {
  expect(await signAccessToken(keys, claims, NOW)).not.toBe(await signAccessToken(keys, claims, NOW));
});

test("control: accepts a token forged with a valid key and valid claims", async () => {
  expect(await check(forge(header, payload))).toEqual({ ok: true, claims });
  expect(await check(forge({ ...header, kid: "k1" }, payload, secretOf("k1")))).toEqual({ ok: true, claims });
});

describe("header", () => {
  const publicKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
    .publicKey.export({ type: "spki", format: "pem" })
    .toString();
  test.each([
    ["alg none, no signature", () => `${encode({ ...header, alg: "none" })}.${encode(payload)}.`],
    ["alg none, signed", () => forge({ ...header, alg: "none" }, payload)],
    ["alg nOnE", () => forge({ ...header, alg: "nOnE" }, payload)],
    ["alg missing", () => forge({ typ: "at+jwt", kid: "k2" }, payload)],
    ["alg not a text", () => forge({ ...header, alg: 256 }, payload)],
    ["HS512", () => forge({ ...header, alg: "HS512" }, payload, secretOf("k2"), "sha512")],
    ["HS384 named, HS256 made", () => forge({ ...header, alg: "HS384" }, payload)],
    ["RS256 signed as HMAC with a public key", () => forge({ ...header, alg: "RS256" }, payload, publicKey)],
    ["HS256 with a public key as the secret", () => forge(header, payload, publicKey)],
    ["the undivided ring secret", () => forge(header, payload, ring.first.secret)],
    ["a key of another purpose", () => forge(header, payload, keysFor(ring, "seal").first.secret)],
    ["typ of another kind of token", () => forge({ ...header, typ: "share+jwt" }, payload)],
    ["typ JWT", () => forge({ ...header, typ: "JWT" }, payload)],
    ["typ missing", () => forge({ alg: "HS256", kid: "k2" }, payload)],
    ["crit", () => forge({ ...header, crit: ["exp"] }, payload)],
    ["unencoded payload", () => forge({ ...header, b64: false, crit: ["b64"] }, payload)],
    ["kid missing", () => forge({ alg: "HS256", typ: "at+jwt" }, payload)],
    ["kid of the other key", () => forge({ ...header, kid: "k1" }, payload)],
    ["kid not a text", () => forge({ ...header, kid: { toString: "k2" } }, payload)],
    [
      "a key brought along",
      () => forge({ ...header, kid: "mine", jwk: { kty: "oct", k: encode("x".repeat(32)) } }, payload, "x".repeat(32)),
    ],
    ...["k3", "../../dev/null", "' OR 1=1--", "__proto__", "constructor", "", "k2\0"].map(
      (kid): [string, () => string] => [`kid ${JSON.stringify(kid)}`, () => forge({ ...header, kid }, payload)],
    ),
  ])("rejects %s", async (_, token) => {
    expect(await check(token())).toEqual(INVALID);
  });
});

describe("claims", () => {
  test.each(["iss", "aud", "sub", "sid", "jti", "iat", "exp", "sv", "auth_time", "amr"])(
    "rejects a token without %s",
    async (name) => {
      expect(await check(forge(header, { ...payload, [name]: undefined }))).toEqual(INVALID);
    },
  );

  test.each([
    ["another audience", { aud: "share" }],
    ["another issuer", { iss: "https://evil.example" }],
    ["the issuer with a slash", { iss: `${ISSUER}/` }],
    ["nbf an hour ahead", { nbf: SECONDS + 3600 }],
    ["iat an hour ahead", { iat: SECONDS + 3600, exp: SECONDS + 4200 }],
    ["iat as a text", { iat: String(SECONDS) }],
    ["exp as a text", { exp: String(SECONDS + 600) }],
    ["exp null", { exp: null }],
    ["sid not a UUID", { sid: "1" }],
    ["sid a UUID and more", { sid: `${claims.sessionId}\n` }],
    ["sid in upper case", { sid: claims.sessionId.toUpperCase() }],
    ["sub not a UUID", { sub: "admin" }],
    ["sub a list", { sub: [claims.userId] }],
    ["sv not a number", { sv: "3" }],
    ["sv a fraction", { sv: 0.5 }],
    ["sv greater than the column can hold", { sv: 2 ** 31 }],
    ["sv huge", { sv: Number.MAX_SAFE_INTEGER }],
    ["auth_time no date", { auth_time: Number.MAX_SAFE_INTEGER }],
    ["amr not a list", { amr: "pwd" }],
  ])("rejects %s", async (_, change) => {
    expect(await check(forge(header, { ...payload, ...change }))).toEqual(INVALID);
  });

  test("rejects a payload that is not an object", async () => {
    for (const body of ["null", "[]", '"text"', "7", "{", ""])
      expect(await check(forge(header, body))).toEqual(INVALID);
  });
});

describe("time", () => {
  test("expires after ten minutes plus a tolerance of five seconds", async () => {
    const token = await signAccessToken(keys, claims, NOW);
    expect(await check(token, 599)).toMatchObject({ ok: true });
    expect(await check(token, 603)).toMatchObject({ ok: true });
    expect(await check(token, 605)).toEqual(EXPIRED);
    expect(await check(token, 660)).toEqual(EXPIRED);
  });

  test("accepts a token issued three seconds in the future, but not one minute", async () => {
    expect(await check(await signAccessToken(keys, claims, at(3)))).toMatchObject({ ok: true });
    expect(await check(await signAccessToken(keys, claims, at(60)))).toEqual(INVALID);
  });

  test("rejects a token that is too old even if exp is in the future", async () => {
    expect(await check(forge(header, { ...payload, exp: 1e308 }), 600)).toMatchObject({ ok: true });
    expect(await check(forge(header, { ...payload, exp: 1e308 }), 700)).toEqual(EXPIRED);
  });

  test("a forged token is invalid, not expired, at any age", async () => {
    expect(await check(forge(header, payload, "x".repeat(32)), 3600)).toEqual(INVALID);
    expect(await check(forge(header, { ...payload, aud: "share" }), 3600)).toEqual(INVALID);
  });
});

describe("token text", () => {
  test("rejects a changed payload, a truncated signature and any appended text", async () => {
    const token = forge(header, payload);
    const [head, , signature] = token.split(".");
    const admin = encode({ ...payload, sub: "01890a5d-ac96-774b-bcce-b302099a8060", role: "owner" });
    expect(await check(`${head}.${admin}.${signature}`)).toEqual(INVALID);
    for (const changed of [
      token.slice(0, -2),
      token.slice(0, -1),
      `${token}A`,
      `${token}=`,
      ` ${token}`,
      `${token}\n`,
      `${token}.x`,
      token.replace(".", ".."),
      "",
      ".",
      "..",
    ]) {
      expect(await check(changed)).toEqual(INVALID);
    }
  });

  test("rejects a megabyte without parsing it", async () => {
    expect(await check(forge(header, { ...payload, x: "x".repeat(2_000) }))).toEqual(INVALID);
    const spent = await cpuTimeOf(async () => expect(await check("a".repeat(1_000_000))).toEqual(INVALID));
    expect(spent).toBeLessThan(200);
  });

  test("rejects a token with any changed character, so that each token has only one encoding", async () => {
    const token = forge(header, payload);
    const characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom(...characters), async (index, character) => {
        fc.pre(token[index] !== character);
        expect(await check(token.slice(0, index) + character + token.slice(index + 1))).toEqual(INVALID);
      }),
      { numRuns: 300 },
    );
    for (const character of characters) {
      if (!token.endsWith(character)) expect(await check(token.slice(0, -1) + character)).toEqual(INVALID);
    }
  });

  test("never throws for any string", async () => {
    const base64url = fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    const part = fc.string({ unit: base64url });
    const shaped = fc
      .tuple(part, part, fc.string({ unit: base64url, minLength: 43, maxLength: 43 }))
      .map((parts) => parts.join("."));
    const anything = fc.oneof(fc.string({ unit: "grapheme" }), shaped);
    await fc.assert(
      fc.asyncProperty(anything, async (token) => {
        expect(await check(token)).toEqual(INVALID);
      }),
    );
  });
});

describe("key rotation", () => {
  test("an older key verifies tokens until it is removed from the ring", async () => {
    const [newer, older] = [`new:${randomBytes(32).toString("base64")}`, `old:${randomBytes(32).toString("base64")}`];
    const load = async (value: string) => importAccessTokenKeys(parseKeyRing("AUTH_SECRETS", value), ISSUER);
    const token = await signAccessToken(await load(older), claims, NOW);
    expect(await verifyAccessToken(await load(`${newer},${older}`), token, NOW)).toMatchObject({ ok: true });
    expect(await verifyAccessToken(await load(newer), token, NOW)).toEqual(INVALID);
  });

  test("rejects tokens from another installation", async () => {
    const elsewhere = await importAccessTokenKeys(ring, "https://other.example.org");
    expect(await check(await signAccessToken(elsewhere, claims, NOW))).toEqual(INVALID);
  });
});
