import { dayFromNumber } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import type { z } from "zod";
import type { Fields, Json } from "../runtime/json.ts";

/** How one field of an entity is stored. */
export type Field<Value, Row> = {
  /** Converts a row, as Prisma returns it, to the field's value. */
  read: (row: Row) => Value;
  /** Returns the values of the field's columns. */
  write: (value: Value) => Fields;
  /** SQL expression that yields the field's JSON value from a row `t`; null if it is never read with SQL. */
  sql: string | null;
  /** Whether the field never changes after the entity is created. */
  isFixed?: boolean;
};

/** A field that has no column in the entity's own table. */
export type ComputedField<Value, Row> = Field<Value, Row> & { isComputed: true };

/** The names of the fields that have columns in the entity's own table. */
export type StoredField<Fields> = {
  [Name in keyof Fields]: Fields[Name] extends { isComputed: true } ? never : Name;
}[keyof Fields];

/** How each field of an entity is stored. */
export type FieldsOf<Entity, Row> = { readonly [Name in keyof Entity]: Field<Entity[Name], Row> };

type NamesOf<Row, Value> = { [Name in keyof Row]: Row[Name] extends Value ? Name : never }[keyof Row] & string;
type Nullable<Stored, Value> = null extends Stored ? Value | null : Value;

/**
 * Returns functions that describe the fields of one table. Names are those of Prisma's model; the column has the same
 * name in snake case.
 */
export function fieldsIn<Row>() {
  return {
    /** A field whose value is stored as is. */
    plain: <Name extends NamesOf<Row, string | number | boolean | null>>(name: Name): Field<Row[Name], Row> => ({
      read: (row) => row[name],
      write: (value) => ({ [columnName(name)]: value as Json }),
      sql: `t.${columnName(name)}`,
    }),
    /** An instant, for example `2026-11-24T09:00:00.000Z`. */
    instant: <Name extends NamesOf<Row, Date | null>>(name: Name): Field<Nullable<Row[Name], string>, Row> => ({
      read: (row) => toInstant(row[name] as Date | null) as Nullable<Row[Name], string>,
      write: (value) => ({ [columnName(name)]: value }),
      sql: `to_char(t.${columnName(name)} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
    }),
    /** A day without a time, for example `2026-11-24`. */
    day: <Name extends NamesOf<Row, Date | null>>(name: Name): Field<Nullable<Row[Name], string>, Row> => ({
      read: (row) => toDay(row[name] as Date | null) as Nullable<Row[Name], string>,
      write: (value) => ({ [columnName(name)]: value }),
      sql: `t.${columnName(name)}`,
    }),
    /** A field whose type is narrower than its column's, for example an enumeration stored as text. */
    parsed: <Value extends Json>(name: keyof Row & string, schema: z.ZodType<Value>): Field<Value, Row> => ({
      read: (row) => schema.parse(row[name]),
      write: (value) => ({ [columnName(name)]: value }),
      sql: `t.${columnName(name)}`,
    }),
    /** A field that is computed from other columns or tables. It is written elsewhere, if at all. */
    computed: <Value>(read: (row: Row) => Value, sql: string | null = null): ComputedField<Value, Row> => ({
      read,
      write: () => ({}),
      sql,
      isComputed: true,
    }),
  };
}

/** Marks a field as one that never changes after the entity is created. */
export function fixed<Value, Row>(field: Field<Value, Row>): Field<Value, Row> {
  return { ...field, isFixed: true };
}

/** Converts a row to an entity. */
export function readEntity<Entity, Row>(fields: FieldsOf<Entity, Row>, row: Row): Entity {
  const entity: Partial<Entity> = {};
  for (const name in fields) entity[name] = fields[name].read(row);
  return entity as Entity;
}

/**
 * Returns the columns of an entity, or of some of its fields.
 *
 * @param which `changeable` omits the columns that never change after the entity is created
 */
export function columnsOf<Entity extends object>(
  fields: FieldsOf<Entity, never>,
  entity: Partial<Entity>,
  which: "all" | "changeable" = "all",
): Fields {
  const columns: Fields = {};
  for (const name in fields) {
    const field = fields[name];
    if (!(name in entity) || (which === "changeable" && field.isFixed)) continue;
    Object.assign(columns, field.write(entity[name] as Entity[typeof name]));
  }
  return columns;
}

/**
 * Returns a select list of the fields of a row `t`, named as in the API.
 *
 * @param omitted fields to leave out
 */
export function selectList<Entity>(fields: FieldsOf<Entity, never>, omitted: (keyof Entity)[] = []): string {
  const columns: string[] = [];
  for (const name in fields) {
    if (omitted.includes(name)) continue;
    const { sql } = fields[name];
    if (sql === null) throw new Error(`The field ${name} is never read with SQL.`);
    columns.push(`${sql} AS "${name}"`);
  }
  return columns.join(", ");
}

/** Returns the column name of a property of a Prisma model. */
function columnName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function toInstant(value: Date | null): string | null {
  return value?.toISOString() ?? null;
}

const DAY_MS = 86_400_000;

/** Returns the day of a `date` column, which Prisma returns as midnight UTC of that day. */
export function toDay(value: Date | null): Day | null {
  return value && dayFromNumber(value.getTime() / DAY_MS);
}
