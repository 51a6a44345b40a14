import { Id } from "@docket/schema/id";

/** The path of an ID field in an input; `*` stands for any element of a list. */
export type FieldPath = string[];

/** The parts of zod's definitions that are traversed. */
type Definition = {
  type: string;
  shape?: Record<string, unknown>;
  innerType?: unknown;
  element?: unknown;
  options?: unknown[];
  in?: unknown;
  entries?: Record<string, string>;
  values?: unknown[];
  getter?: () => unknown;
};

/** Returns the definition of a schema. */
export function definitionOf(schema: unknown): Definition {
  // Safe for every zod 4 schema; a test checks that all ID fields are found.
  return (schema as { _zod: { def: Definition } })._zod.def;
}

/** Returns the paths of all ID fields in an input schema, at any depth. */
export function idFields(schema: unknown): FieldPath[] {
  if (schema === Id) return [[]];
  const { type, shape, innerType, element, options, in: input } = definitionOf(schema);
  if (type === "object")
    return Object.entries(shape ?? {}).flatMap(([name, field]) => idFields(field).map((path) => [name, ...path]));
  if (type === "array") return idFields(element).map((path) => ["*", ...path]);
  if (type === "union") return (options ?? []).flatMap((option) => idFields(option));
  if (type === "pipe") return idFields(input);
  return innerType === undefined ? [] : idFields(innerType);
}

/** Returns the value at a path. In a list, the first element is used. */
export function valueAt(input: unknown, [name, ...rest]: FieldPath): unknown {
  if (name === undefined) return input;
  if (typeof input !== "object" || input === null) return undefined;
  return valueAt((input as Record<string, unknown>)[name === "*" ? "0" : name], rest);
}

/** Returns the input with the value at a path replaced. In a list, the first element is used. */
export function withValueAt(input: unknown, [name, ...rest]: FieldPath, value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(input)) {
    const list: unknown[] = input;
    return list.map((item, index) => (index === 0 ? withValueAt(item, rest, value) : item));
  }
  const fields = input as Record<string, unknown>;
  return { ...fields, [name]: withValueAt(fields[name], rest, value) };
}
