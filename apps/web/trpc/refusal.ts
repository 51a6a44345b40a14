import type { ErrorCode, Refusal } from "@docket/schema/error";

/** What the server said when it refused, or null when it never answered. */
export function refusalIn(error: unknown): Refusal | null {
  const refusal = field(field(error, "data"), "refusal");
  // Safe because our own server fills this member, and only with its Refusal.
  return typeof field(refusal, "code") === "string" ? (refusal as Refusal) : null;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** Whether the server answered with a no; anything else went wrong on the way. */
export function isRefusal(error: unknown): boolean {
  return refusalIn(error) !== null;
}

/** Whether the server refused for this reason. */
export function hasCode(error: unknown, code: ErrorCode): boolean {
  return refusalIn(error)?.code === code;
}
