import { totalmem } from "node:os";
import { hash, parseOptions, verify } from "@node-rs/argon2";
import { createGate } from "./gate.ts";

/** The cost of a hash: memory in KiB, number of passes, degree of parallelism. */
export type PasswordCost = { memoryCost: number; timeCost: number; parallelism: number };

/**
 * The result of comparing a password with a stored hash. `malformed` means that the stored hash can't be read: reject
 * the password as if it were wrong, and log an alert.
 */
export type PasswordCheck = "match" | "mismatch" | "malformed";

/**
 * Hashes and verifies passwords. `hashPassword` and `verifyPassword` throw `BusyError` (gate.ts) if too many calls are
 * waiting.
 */
export type PasswordHasher = {
  /** Hashes a password that has passed the policy. The hash is in PHC string format, which includes the cost. */
  hashPassword: (password: string) => Promise<string>;
  /**
   * Compares a password with a stored hash. If there is no hash (no such account, or no password set), it computes a
   * dummy hash, so that the response time does not reveal whether an account exists.
   */
  verifyPassword: (stored: string | null, password: string) => Promise<PasswordCheck>;
  /**
   * Returns whether a stored hash is weaker than new ones. If so, rehash the password after its owner has signed in.
   */
  needsRehash: (stored: string) => boolean;
};

const KIB_PER_MIB = 1024;
const DEFAULT_COST: PasswordCost = { memoryCost: 64 * KIB_PER_MIB, timeCost: 3, parallelism: 1 };
const SMALL_MACHINE_COST: PasswordCost = { memoryCost: 32 * KIB_PER_MIB, timeCost: 3, parallelism: 1 };
const MIN_COST: PasswordCost = { memoryCost: 19 * KIB_PER_MIB, timeCost: 2, parallelism: 1 };
const MAX_COST: PasswordCost = { memoryCost: 1024 * KIB_PER_MIB, timeCost: 20, parallelism: 16 };
const SMALL_MACHINE_BYTES = 1.5 * 1024 ** 3;

// Hashes are computed on libuv's thread pool, which also handles file and DNS operations. By default it has four
// threads; this leaves two of them for those operations.
const MAX_RUNNING = 2;
const MAX_WAITING = 64;
const MAX_PASSWORD_BYTES = 1024;
const ARGON2ID = /^\$argon2id\$/;

/** A cost for tests, thousands of times lower than a real one. Accepted only if the mode is `test`. */
export const TEST_COST: PasswordCost = { memoryCost: KIB_PER_MIB, timeCost: 1, parallelism: 1 };

/**
 * Returns the cost for a machine: argon2id with 64 MiB and 3 passes, or half the memory on a machine with less than 1.5
 * GiB (RFC 9106 section 4; the OWASP minimum is 19 MiB and 2 passes).
 *
 * @param memoryBytes memory of the machine
 */
export function passwordCost(memoryBytes: number): PasswordCost {
  return memoryBytes < SMALL_MACHINE_BYTES ? SMALL_MACHINE_COST : DEFAULT_COST;
}

/**
 * Creates the password hasher of a process: argon2id (RFC 9106), with at most 2 hashes running and 64 waiting.
 *
 * @param options `mode` of the process; `cost` overrides the default for the machine
 * @throws RangeError for a cost below 19 MiB and 2 passes, unless the mode is `test`
 */
export function createPasswordHasher(options: { mode: string; cost?: PasswordCost }): PasswordHasher {
  const cost = options.cost ?? passwordCost(totalmem());
  if (options.mode !== "test" && isWeaker(cost, MIN_COST)) {
    throw new RangeError("Passwords must cost at least 19 MiB and 2 passes; a cheaper hash is for tests only.");
  }
  const gate = createGate({ running: MAX_RUNNING, waiting: MAX_WAITING });

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

/**
 * Returns whether a password can be hashed. UTF-8 encodes all lone surrogates as the same character, so passwords that
 * differ only in lone surrogates would match.
 */
function isHashable(password: string): boolean {
  return password.isWellFormed() && Buffer.byteLength(password) <= MAX_PASSWORD_BYTES;
}

/**
 * Returns the same string for passwords that look the same, regardless of how the keyboard composes characters (RFC
 * 8265 section 4.2).
 */
function normalise(password: string): string {
  return password.normalize("NFC");
}

/** Returns the cost of a stored hash, or null if it is not a readable argon2id hash. */
function readCost(stored: string): PasswordCost | null {
  if (!ARGON2ID.test(stored)) return null;
  try {
    const { memoryCost, timeCost, parallelism } = parseOptions(stored);
    // A corrupted number must not make the process allocate terabytes of memory.
    if (memoryCost > MAX_COST.memoryCost || timeCost > MAX_COST.timeCost || parallelism > MAX_COST.parallelism)
      return null;
    return { memoryCost, timeCost, parallelism };
  } catch {
    return null;
  }
}

function isWeaker(one: PasswordCost, other: PasswordCost): boolean {
  return one.memoryCost < other.memoryCost || one.timeCost < other.timeCost || one.parallelism < other.parallelism;
}
