import { z } from "zod";
import { definitionOf } from "../../../packages/api/src/matrix/id-field.ts";
import type { FieldPath } from "../../../packages/api/src/matrix/id-field.ts";
import { Id } from "../../../packages/schema/src/id.ts";

/** Determines the content of generated values. */
export type Source = {
  /** Returns the ID for a field. */
  id: (field: FieldPath) => string;
  /** Returns whether to include an optional field. */
  isGiven: (field: FieldPath) => boolean;
  /** Returns the text for a field, or undefined to use a matching sample. */
  text?: (field: FieldPath) => string | undefined;
  pick: <Item>(items: readonly Item[]) => Item;
};

/** Sample texts. Every text field of an input accepts at least one of them. */
const TEXTS = [
  // The first sample, because as a search query it matches every planted word.
  "zqx",
  "Water the fern",
  "2026-11-24",
  "09:30",
  "Europe/Berlin",
  "HOME",
  "a-slug",
  "red",
  "ada@example.org",
  "correct horse battery staple",
  "2026-11-24T09:30:00.000Z",
  "VFlQRSxDT05URU5ULFBSSU9SSVRZLElOREVOVAp0YXNrLFdhdGVyIHRoZSBmZXJuLDEsMQo=",
  "k".repeat(43),
  // A push subscription with a name that never has an address, and the keys in RFC 8291.
  "https://push.invalid/1",
  "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  "BTBZMqHH6r4Tts7J_aSIgg",
  "1",
  "appearance.theme",
  "authn_login_success",
];
const NUMBERS = [1, 0, 2, 3, 25, 50, 100, 400];
const MAX_DEPTH = 12;

/** Generates a value for a schema. For an unknown kind of schema, returns null, which the server then rejects. */
export function valueFor(schema: unknown, source: Source, at: FieldPath = []): unknown {
  if (schema === Id) return source.id(at);
  const { type, shape, innerType, element, options, in: input, entries, values, getter } = definitionOf(schema);
  const inner = (part: unknown) => valueFor(part, source, at);
  switch (type) {
    case "object":
      return objectFor(shape ?? {}, source, at);
    case "array":
      return [valueFor(element, source, [...at, "*"])];
    case "union":
      return inner(source.pick(options ?? []));
    case "enum":
      return source.pick(Object.values(entries ?? {}));
    case "literal":
      return source.pick(values ?? []);
    case "boolean":
      return source.pick([false, true]);
    case "string":
      return source.text?.(at) ?? source.pick(fitting(schema, TEXTS));
    case "number":
      return source.pick(fitting(schema, NUMBERS));
    case "pipe":
      return isText(input) ? (source.text?.(at) ?? source.pick(fitting(schema, TEXTS))) : inner(input);
    case "lazy":
      return at.length > MAX_DEPTH ? null : inner(getter?.());
    default:
      return innerType === undefined ? null : inner(innerType);
  }
}

function objectFor(shape: Record<string, unknown>, source: Source, at: FieldPath): Record<string, unknown> {
  const fields = Object.entries(shape).filter(([name, field]) => !mayBeAbsent(field) || source.isGiven([...at, name]));
  return Object.fromEntries(fields.map(([name, field]) => [name, valueFor(field, source, [...at, name])]));
}

function mayBeAbsent(schema: unknown): boolean {
  return schema instanceof z.ZodType && schema.safeParse(undefined).success;
}

function isText(schema: unknown): boolean {
  return definitionOf(schema).type === "string";
}

const known = new WeakMap<object, unknown[]>();

/** Returns the samples that a schema accepts, or the first sample if it accepts none. */
function fitting<Sample>(schema: unknown, samples: readonly Sample[]): Sample[] {
  const key = schema as z.ZodType;
  const found = known.get(key) ?? samples.filter((sample) => key.safeParse(sample).success);
  known.set(key, found);
  // Safe because only samples from this list were stored for this schema.
  return found.length > 0 ? (found as Sample[]) : samples.slice(0, 1);
}
