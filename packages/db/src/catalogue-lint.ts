import type { Catalogue, Column, Constraint, Index } from "./catalogue.ts";

/**
 * The tables that belong to no workspace. All other tables are workspace tables. They must follow the rules that
 * isolate workspaces from each other and allow distributing them over several servers.
 */
export const globalTables = [
  "api_token",
  "instance_setting",
  "mail",
  "one_time_token",
  "preference",
  "push_subscription",
  "rate_bucket",
  "security_checkpoint",
  "security_event",
  "security_event_link",
  "session",
  "user_account",
  "workspace",
  "workspace_member",
] as const;

/** Tables whose rows are never deleted: a deleted account is only emptied. Nothing cascades from them. */
const permanentTables: ReadonlySet<string | null> = new Set(["user_account"]);

const KEY = "workspace_id";

/** Returns a sentence for each violation of a rule. */
export function lintCatalogue(catalogue: Catalogue, globals: readonly string[] = globalTables): string[] {
  const tables = [...new Set(catalogue.columns.map(({ table }) => table))];
  const isTenant = (table: string): boolean => !globals.includes(table);
  return [
    ...globals.filter((name) => !tables.includes(name)).map((name) => `${name} is listed as global but does not exist`),
    ...tables.filter(isTenant).flatMap((table) => lintTenantTable(table, catalogue, isTenant)),
    ...catalogue.constraints
      .filter(({ table, target }) => !isTenant(table) && target !== null && isTenant(target))
      .map(
        ({ table, name, target }) =>
          `${table}: global tables do not refer to ${target}, a table of a workspace (${name})`,
      ),
    ...catalogue.constraints
      .filter((constraint) => cascades(constraint) && !permanentTables.has(constraint.target))
      .filter((foreignKey) => !catalogue.indexes.some((index) => isOf(foreignKey, index) && finds(index)))
      .map(({ table, name, columns }) => `${table}: ${name} cascades and needs an index on ${columns.join(", ")}`),
    ...catalogue.columns.flatMap(lintColumn),
  ];
}

function cascades({ kind, onDelete }: Constraint): boolean {
  return kind === "foreign key" && onDelete === "c";
}

/** Returns whether an index begins with the columns of a constraint, in any order. */
function isOf({ table, columns }: Constraint, index: Index): boolean {
  const first = new Set(index.columns.slice(0, columns.length));
  return table === index.table && columns.every((column) => first.has(column));
}

/** Returns whether an index contains all rows that refer to others. */
function finds({ definition }: Index): boolean {
  const [, condition = ""] = definition.split(" WHERE ");
  return condition === "" || /^\(\w+ IS NOT NULL\)$/.test(condition);
}

function lintTenantTable(table: string, catalogue: Catalogue, isTenant: (table: string) => boolean): string[] {
  const of = <Part extends { table: string }>(parts: Part[]): Part[] => parts.filter((part) => part.table === table);
  const key = of(catalogue.columns).find(({ name }) => name === KEY);
  if (!key || key.isNullable || key.type !== "uuid") {
    return [`${table}: needs ${KEY} uuid NOT NULL, or a place in the list of global tables`];
  }
  const constraints = of(catalogue.constraints);
  const foreignKeys = constraints.filter(({ kind }) => kind === "foreign key");
  // Without such an index, deleting a row of a global table would scan the whole table.
  const globalCascades = foreignKeys.filter((key) => cascades(key) && !isTenant(key.target ?? ""));
  return [
    ...(constraints.some(({ kind }) => kind === "primary key") ? [] : [`${table}: has no primary key`]),
    ...of(catalogue.indexes)
      .filter((index) => index.columns[0] !== KEY && !globalCascades.some((foreignKey) => isOf(foreignKey, index)))
      .map(({ name }) => `${table}: ${name} must begin with ${KEY}`),
    ...foreignKeys
      .filter((foreignKey) => isTenant(foreignKey.target ?? "") && !isComposite(foreignKey))
      .map(({ name, target }) => `${table}: ${name} must refer to ${target} by ${KEY} and id`),
    ...foreignKeys
      .filter(({ onDelete, onUpdate }) => [onDelete, onUpdate].some((action) => action === "n" || action === "d"))
      .map(({ name }) => `${table}: ${name} must not SET NULL or SET DEFAULT, which would clear ${KEY} too`),
    ...of(catalogue.triggers).map(({ name }) => `${table}: trigger ${name} is not allowed on a table of a workspace`),
  ];
}

function isComposite({ columns, targetColumns }: Constraint): boolean {
  return columns[0] === KEY && targetColumns[0] === KEY && columns.length > 1;
}

function lintColumn({ table, name, type, collation, expression, isSerial, isGenerated }: Column): string[] {
  const faults: string[] = [];
  if (isSerial) faults.push(`${table}: ${name} counts by a sequence; numbers come from a counter table`);
  if (name === "id" && type === "uuid" && expression !== null && !isGenerated) {
    faults.push(`${table}: ${name} must have no default; the id is set when the row is created`);
  }
  if (name === "rank" && collation !== "C") faults.push(`${table}: ${name} must be COLLATE "C"`);
  return faults;
}
