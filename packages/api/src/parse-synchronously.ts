import { z } from "zod";

/** The steps of a procedure builder that take a schema, or return a builder that does. */
type Builder = {
  meta: (meta: never) => object;
  input: (schema: never) => object;
  output: (schema: never) => object;
};

/**
 * Makes the procedures of a builder parse synchronously. tRPC calls `parseAsync` if a schema has it, but zod compiles
 * object schemas only for synchronous parsing, which takes half the time for a page of tasks. None of our schemas is
 * asynchronous; one that was would fail on its first call.
 */
export function parsingSynchronously<Steps extends Builder>(builder: Steps): Steps {
  // Safe because each step of tRPC's builder returns a builder with the same steps.
  const goOn = (next: object) => parsingSynchronously(next as Steps);
  return {
    ...builder,
    meta: (meta: never) => goOn(builder.meta(meta)),
    input: (schema: never) => goOn(builder.input(withSyncParse(schema))),
    output: (schema: never) => goOn(builder.output(withSyncParse(schema))),
  };
}

/** Returns the same schema, except that its `parseAsync`, which tRPC prefers, parses synchronously. */
function withSyncParse(schema: never): never {
  const parser: unknown = schema;
  if (!(parser instanceof z.ZodType)) return schema;
  return Object.create(parser, { parseAsync: { value: (value: unknown) => parser.parse(value) } }) as never;
}
