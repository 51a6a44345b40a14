import { createHash } from "node:crypto";

const MAX_STATEMENTS = 500;
const MAX_SQL_LENGTH = 20_000;

/**
 * Creates a function that names prepared statements. Equal SQL gets the same name, so each connection parses and plans
 * it only once. PostgreSQL keeps a prepared statement until its connection closes. The following statements therefore
 * get no name (""): those seen for the first time, very long ones (bulk inserts), and all others after the first 500
 * names.
 */
export function createStatementNamer(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  const seenOnce = new Set<string>();

  return ({ sql }) => {
    const name = names.get(sql);
    if (name !== undefined) return name;
    if (sql.length > MAX_SQL_LENGTH || names.size >= MAX_STATEMENTS) return "";
    if (!seenOnce.delete(sql)) {
      if (seenOnce.size >= MAX_STATEMENTS) seenOnce.clear();
      seenOnce.add(sql);
      return "";
    }
    const made = `d${createHash("sha256").update(sql).digest("base64url").slice(0, 22)}`;
    names.set(sql, made);
    return made;
  };
}
