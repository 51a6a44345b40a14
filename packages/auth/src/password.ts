import { totalmem } from "node:os";
import { hash, parseOptions, verify } from "@node-rs/argon2";
import { createGate } from "./gate.ts";

/** What one hash costs: memory in KiB, passes over it, lanes. */
export type PasswordCost = { memoryCost: number; timeCost: number; parallelism: number };

/**
 * How a password compares with what is stored. `malformed` means that the stored hash cannot be read: refuse as with a wrong
 * password, and raise an alarm.
 */
export type PasswordCheck = "match" | "mismatch" | "malformed";

/** Hashes and verifies passwords; both throw `BusyError` (gate.ts) when too many are waiting. */
export type PasswordHasher = {
  /** Hashes a password that the policy accepted. The text is in PHC string format and carries its cost. */
  hashPassword: (password: string) => Promise<string>;
  /**
   * Compares a password with a stored hash. Without a hash (no such account, no password set) the same work is done for
   * nothing, so that time does not tell who has an account.
   */
  verifyPassword: (stored: string | null, password: string) => Promise<PasswordCheck>;
  /** Whether a stored hash is weaker than new ones are: hash again when its owner has just signed in. */
  needsRehash: (stored: string) => boolean;
};

const KIB_PER_MIB = 1024;
const USUAL: PasswordCost = { memoryCost: 64 * KIB_PER_MIB, timeCost: 3, parallelism: 1 };
const SMALL: PasswordCost = { memoryCost: 32 * KIB_PER_MIB, timeCost: 3, parallelism: 1 };
const LEAST: PasswordCost = { memoryCost: 19 * KIB_PER_MIB, timeCost: 2, parallelism: 1 };
const MOST: PasswordCost = { memoryCost: 1024 * KIB_PER_MIB, timeCost: 20, parallelism: 16 };
const SMALL_MACHINE_BYTES = 1.5 * 1024 ** 3;

// The hash runs on the threads that file and name lookups share; two leave room for them on the default four.
const RUNNING = 2;
const WAITING = 64;
const LONGEST_BYTES = 1024;
const ARGON2ID = /^\$argon2id\$/;

/** A cost for tests, thousands of times cheaper than a real one. Only a hasher in mode `test` accepts it. */
export const TEST_COST: PasswordCost = { memoryCost: KIB_PER_MIB, timeCost: 1, parallelism: 1 };

/**
 * The cost for a machine: argon2id with 64 MiB and 3 passes, half the memory on a machine with less than 1.5 GiB
 * (RFC 9106 section 4; the OWASP minimum is 19 MiB and 2 passes).
 *
 * @param memoryBytes memory of the machine
 */
export function passwordCost(memoryBytes: number): PasswordCost {
  return memoryBytes < SMALL_MACHINE_BYTES ? SMALL : USUAL;
}

/**
 * Makes the one hasher of a process: argon2id (RFC 9106), at most 2 hashes at once and 64 waiting.
 *
 * @param options `mode` of the process; `cost` replaces the machine's own
 * @throws RangeError for a cost below 19 MiB and 2 passes, except in mode `test`
 */
export function createPasswordHasher(options: { mode: string; cost?: PasswordCost }): PasswordHasher {
  const cost = options.cost ?? passwordCost(totalmem());
  if (options.mode !== "test" && isWeaker(cost, LEAST)) {
    throw new RangeError("Passwords must cost at least 19 MiB and 2 passes; a cheaper hash is for tests only.");
  }
  const gate = createGate({ running: RUNNING, waiting: WAITING });

  return {
    hashPassword: async (password) => {
      if (!isHashable(password)) throw new RangeError("This password must be refused before it is hashed.");
      return gate(() => hash(normalise(password), cost));
    },

    verifyPassword: async (stored, password) => {
      const hashable = isHashable(password);
      const text = hashable ? normalise(password) : "";
      return gate(async () => {
        if (stored !== null && hashable && readCost(stored)) {
          const outcome = await verify(stored, text).catch(() => null);
          if (outcome !== null) return outcome ? "match" : "mismatch";
        }
        await hash(text, cost);
        return stored !== null && hashable ? "malformed" : "mismatch";
      });
    },

    needsRehash: (stored) => {
      const known = readCost(stored);
      return known === null || isWeaker(known, cost);
    },
  };
}

/** Lone surrogates would all become one character in UTF-8, and different passwords the same hash. */
function isHashable(password: string): boolean {
  return password.isWellFormed() && Buffer.byteLength(password) <= LONGEST_BYTES;
}

/** One form for what looks the same, however a keyboard composes it (RFC 8265 section 4.2). */
function normalise(password: string): string {
  return password.normalize("NFC");
}

/** The cost inside a stored hash; null unless it is a readable argon2id hash. */
function readCost(stored: string): PasswordCost | null {
  if (!ARGON2ID.test(stored)) return null;
  try {
    const { memoryCost, timeCost, parallelism } = parseOptions(stored);
    // A damaged number must not make the process ask for terabytes.
    if (memoryCost > MOST.memoryCost || timeCost > MOST.timeCost || parallelism > MOST.parallelism) return null;
    return { memoryCost, timeCost, parallelism };
  } catch {
    return null;
  }
}

function isWeaker(one: PasswordCost, other: PasswordCost): boolean {
  return one.memoryCost < other.memoryCost || one.timeCost < other.timeCost || one.parallelism < other.parallelism;
}
