import type { RateClass } from "@docket/core/runtime/limit/consume-rate";
import type { Scope } from "@docket/schema/scope";

/**
 * The declaration required of every procedure. The server does not start if one is missing (see `root.ts`), so that a
 * new procedure can't become public by accident.
 */
export type ProcedureMeta = {
  /**
   * Who can call the procedure. Which entities the caller can access is decided in the SQL statements. `anyone`: no
   * credential required · `user`: a signed-in user, or a token with the scope · `session`: only a user in a browser ·
   * `verified`: a user in a browser with a confirmed address · `fresh`: a user in a browser who has authenticated
   * within the last ten minutes · `admin`: an administrator of the instance in a browser · `fresh-admin`: an
   * administrator in a browser who has authenticated within the last ten minutes.
   */
  auth: "anyone" | "user" | "session" | "verified" | "fresh" | "admin" | "fresh-admin";
  /** The scope required of a token. Null if tokens can't call the procedure. */
  scope: Scope | null;
  /** The rate limit that calls count against. */
  rate: RateClass;
};
