import { z } from "zod";

/** The methods of a procedure builder that accept a schema, or that return a builder with such methods. */
type Builder = {
  meta: (meta: never) => object;
  input: (schema: never) => object;
  output: (schema: never) => object;
};

/**
 * Makes the procedures of a builder parse synchronously. tRPC calls `parseAsync` if a schema has it, but zod compiles
 * object schemas only for synchronous parsing, which halves the time for a page of tasks. None of our schemas is
 * asynchronous; if one were, its first call would fail.
 */
export function parsingSynchronously<Steps extends Builder>(builder: Steps): Steps {
  // Safe because each method of tRPC's builder returns a builder with the same methods.
  const goOn = (next: object) => parsingSynchronously(next as Steps);
  return {
    ...builder,
    meta: (meta: never) => goOn(builder.meta(meta)),
    input: (schema: never) => goOn(builder.input(withSyncParse(schema))),
    output: (schema: never) => goOn(builder.output(withSyncParse(schema))),
  };
}

/** Returns the schema with a synchronous `parseAsync`, the method that tRPC prefers. */
function withSyncParse(schema: never): never {
  const parser: unknown = schema;
  if (!(parser instanceof z.ZodType)) return schema;
  return Object.create(parser, { parseAsync: { value: (value: unknown) => parser.parse(value) } }) as never;
}
