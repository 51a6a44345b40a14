import { importJWK, jwtVerify } from "jose";
import { expect, test } from "vitest";
import { generateVapidKey, importVapidKey, vapidAuthorization } from "./vapid.ts";

const now = new Date("2026-11-23T12:00:00.000Z");
const endpoint = new URL("https://push.example.net:8443/send/abc?d=1");
const contact = "mailto:docket@example.org";

/** Verifies a header as a push service does, with nothing but the header itself. */
async function verify(header: string, audience = endpoint.origin) {
  const [, token = "", publicKey = ""] = /^vapid t=([^,]+), k=([\w-]+)$/.exec(header) ?? [];
  const point = Buffer.from(publicKey, "base64url");
  expect(point).toHaveLength(65);
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString("base64url"));
  const key = await importJWK({ kty: "EC", crv: "P-256", x: x ?? "", y: y ?? "" }, "ES256");
  return (await jwtVerify(token, key, { algorithms: ["ES256"], audience, currentDate: now })).payload;
}

test("the token is valid for the origin of the push service, for at most a day, and names the contact", async () => {
  const key = await importVapidKey(await generateVapidKey());
  const header = await vapidAuthorization(key, { endpoint, contact, now });
  const payload = await verify(header);
  expect(payload).toEqual({ aud: "https://push.example.net:8443", sub: contact, exp: now.getTime() / 1000 + 43_200 });
  await expect(verify(header, "https://other.example.net")).rejects.toThrow("aud");
});

test("the same text gives the same public key", async () => {
  const text = await generateVapidKey();
  const keys = await Promise.all([
    importVapidKey(text),
    importVapidKey(text),
    importVapidKey(await generateVapidKey()),
  ]);
  expect(keys[0].publicKey).toBe(keys[1].publicKey);
  expect(keys[0].publicKey).not.toBe(keys[2].publicKey);
});

test.each(["{}", '{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}', '{"kty":"oct","k":"AA"}'])(
  "refuses %s, which is no key pair",
  async (text) => {
    await expect(importVapidKey(text)).rejects.toThrow("not a private key");
  },
);
