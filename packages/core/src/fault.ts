import { Prisma } from "@docket/db/generated/client";

/** SQLSTATE of a database error that came through Prisma (PostgreSQL appendix A), or null for anything else. */
export function sqlState(error: unknown): string | null {
  if (typeof error !== "object" || error === null) return null;
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    const adapter: unknown = error.meta?.["driverAdapterError"];
    const cause = field(adapter, "cause");
    const code = field(cause, "originalCode") ?? field(cause, "code");
    if (typeof code === "string") return code;
    if (error.code === "P2002") return "23505";
    if (error.code === "P2003") return "23503";
    if (error.code === "P2034") return "40001";
    return null;
  }
  const code = field(error, "code");
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** Serialisation failure or deadlock: the same transaction may succeed when it runs again. */
export function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  return state === "40001" || state === "40P01";
}

/** A unique constraint refused a row. */
export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === "23505";
}
