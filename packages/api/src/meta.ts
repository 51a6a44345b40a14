import type { RateClass } from "@docket/core/limit/rate";
import type { Scope } from "@docket/schema/scope";

/**
 * What every procedure declares about itself. The server refuses to start when one does not (see `root.ts`), so a new
 * procedure can't be open by accident.
 */
export type ProcedureMeta = {
  /**
   * Who may call it at all; which objects they reach is decided in the statements.
   * `anyone`: no credential needed · `user`: a signed-in person, or a token with the scope · `session`: a person at a
   * browser only · `verified`: such a person whose address is confirmed · `fresh`: such a person who proved who they are within the last minutes · `admin`: a fresh or not so
   * fresh administrator of the instance at a browser.
   */
  auth: "anyone" | "user" | "session" | "verified" | "fresh" | "admin" | "fresh-admin";
  /** What a token must be allowed; null where tokens have no business. */
  scope: Scope | null;
  /** Which budget a call is counted against. */
  rate: RateClass;
};
