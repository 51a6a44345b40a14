import type { RateClass } from "@docket/core/runtime/limit/consume-rate";
import type { Scope } from "@docket/schema/scope";

/**
 * The declaration required of every procedure. The server does not start if one is missing (see `root.ts`), so that a
 * new procedure can't be public by accident.
 */
export type ProcedureMeta = {
  /**
   * Who may call it. Which entities they can access is decided in the SQL statements. `anyone`: no credential required
   * ·
   * `user`: a signed-in person, or a token with the scope · `session`: a person in a browser only · `verified`: a
   * person in a browser with a confirmed address · `fresh`: a person in a browser who has authenticated within the last
   * ten minutes · `admin`: an administrator of the instance in a browser · `fresh-admin`: the same, authenticated
   * within the last ten minutes.
   */
  auth: "anyone" | "user" | "session" | "verified" | "fresh" | "admin" | "fresh-admin";
  /** The scope required of a token; null if tokens can't call it. */
  scope: Scope | null;
  /** The rate limit against which calls are counted. */
  rate: RateClass;
};
