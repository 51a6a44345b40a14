import type { RateClass } from "@docket/core/runtime/limit/consume-rate";
import type { Scope } from "@docket/schema/scope";

/**
 * What every procedure declares. The server does not start if one lacks a declaration (see `root.ts`), so that a new
 * procedure can't be public by accident.
 */
export type ProcedureMeta = {
  /**
   * Who may call it. Which entities they can access is decided in the SQL statements. `anyone`: no credential needed ·
   * `user`: a signed-in person, or a token with the scope · `session`: a person in a browser only · `verified`: a
   * person in a browser whose address is confirmed · `fresh`: a person in a browser who has authenticated within the
   * last ten minutes · `admin`: an administrator of the instance in a browser · `fresh-admin`: the same, authenticated
   * within the last ten minutes.
   */
  auth: "anyone" | "user" | "session" | "verified" | "fresh" | "admin" | "fresh-admin";
  /** The scope that a token needs; null if tokens can't call it. */
  scope: Scope | null;
  /** The rate limit against which calls are counted. */
  rate: RateClass;
};
