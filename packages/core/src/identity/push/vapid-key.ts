import { openSealed, reseal, seal } from "@docket/auth/seal";
import { generateVapidKey, importVapidKey } from "@docket/auth/vapid";
import type { VapidKey } from "@docket/auth/vapid";
import { z } from "zod";
import type { Runtime } from "../../runtime/runtime.ts";

const KEY = "vapid_key";
const CONTEXT = "instance_setting:vapid_key";

/** The sealed key pair in base64. */
const Sealed = z.base64();

type KeyRuntime = Pick<Runtime, "db" | "keys" | "clock">;

/** Returns the key pair with which this installation sends push notifications. Creates it when it is first needed. */
export async function getVapidKey(runtime: KeyRuntime): Promise<VapidKey> {
  const { db, keys, clock } = runtime;
  let sealed = await readSealed(runtime);
  if (sealed === null) {
    const value = encode(seal(keys.seal, await generateVapidKey(), CONTEXT));
    // Another process may have created one in the meantime, with which browsers may have subscribed.
    await db.instanceSetting.createMany({ data: { key: KEY, value, updatedAt: clock() }, skipDuplicates: true });
    sealed = await readSealed(runtime);
  }
  return importVapidKey(openSealed(keys.seal, sealed ?? new Uint8Array(), CONTEXT));
}

/** Encrypts the key pair with the first data key, unless it already is. */
export async function resealVapidKey(runtime: KeyRuntime): Promise<void> {
  const sealed = await readSealed(runtime);
  if (sealed === null) return;
  const value = encode(reseal(runtime.keys.seal, sealed, CONTEXT));
  await runtime.db.instanceSetting.update({ where: { key: KEY }, data: { value, updatedAt: runtime.clock() } });
}

async function readSealed({ db }: KeyRuntime): Promise<Uint8Array | null> {
  const row = await db.instanceSetting.findUnique({ where: { key: KEY }, select: { value: true } });
  return row && new Uint8Array(Buffer.from(Sealed.parse(row.value), "base64"));
}

function encode(sealed: Uint8Array): string {
  return Buffer.from(sealed).toString("base64");
}
