import type { z } from "zod";
import type { Fields, Json } from "../runtime/json.ts";

/** How one field of an entity is stored. */
export type Field<Value, Row> = {
  /** Converts from a row as Prisma returns it. */
  read: (row: Row) => Value;
  /** Returns the values of the field's columns. */
  write: (value: Value) => Fields;
  /** SQL expression for the field of a row `t`, whose JSON is the value. */
  sql: string;
  /** Whether the field never changes after the entity was created. */
  isFixed?: boolean;
};

/** How every field of an entity is stored. */
export type FieldsOf<Entity, Row> = { readonly [Name in keyof Entity]: Field<Entity[Name], Row> };

type NamesOf<Row, Value> = { [Name in keyof Row]: Row[Name] extends Value ? Name : never }[keyof Row] & string;
type Nullable<Stored, Value> = null extends Stored ? Value | null : Value;

/**
 * Returns functions that describe fields of one table. Names are those of Prisma's models; a column has the same name in
 * snake case.
 */
export function fieldsIn<Row>() {
  return {
    /** A field whose value is stored as it is. */
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
    /** A field whose column's type is wider than the field's, for example an enumeration stored as text. */
    parsed: <Value extends Json>(name: keyof Row & string, schema: z.ZodType<Value>): Field<Value, Row> => ({
      read: (row) => schema.parse(row[name]),
      write: (value) => ({ [columnName(name)]: value }),
      sql: `t.${columnName(name)}`,
    }),
    /** A field that is computed from other columns or tables, and written in another way if at all. */
    computed: <Value>(read: (row: Row) => Value, sql = "NULL"): Field<Value, Row> => ({
      read,
      write: () => ({}),
      sql,
    }),
  };
}

/** Returns the field as one that never changes after the entity was created. */
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
 * @param which `changeable` omits the columns that never change after the entity was created
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
 * Returns a select list with the fields of a row `t`, by their names in the API.
 *
 * @param omitted fields that are left out
 */
export function selectList<Entity>(fields: FieldsOf<Entity, never>, omitted: (keyof Entity)[] = []): string {
  const columns: string[] = [];
  for (const name in fields) if (!omitted.includes(name)) columns.push(`${fields[name].sql} AS "${name}"`);
  return columns.join(", ");
}

/** Returns the name of the column of a property of Prisma's model. */
function columnName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function toInstant(value: Date | null): string | null {
  return value?.toISOString() ?? null;
}

/** A `date` column is read as midnight UTC of that day, so its first ten characters are the day. */
export function toDay(value: Date | null): string | null {
  return value?.toISOString().slice(0, 10) ?? null;
}
