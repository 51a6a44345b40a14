import { createHash } from "node:crypto";
import { Id } from "@docket/schema/id";
import { Timestamp } from "@docket/schema/timestamp";
import { z } from "zod";
import { DomainError } from "./error.ts";
import type { Json } from "./json.ts";

const Cursor = z.strictObject({ m: z.string(), v: z.array(z.string().max(2000)).max(8) });

/** Sort values of a list ordered by time. */
export const TimeAndId = z.tuple([Timestamp, Id]);
/** Sort values of a list ordered by rank; see `schema/rank.ts`. */
export const RankAndId = z.tuple([z.string().regex(/^[0-9A-Za-z]+$/), Id]);

/**
 * Creates the codec for one list's cursors. A cursor contains the sort values of a page's last row and a checksum of
 * these values, the list's name and the binding. A cursor that is used with another list, filter or order, or whose
 * values were changed, is rejected. It needs no signature because it grants nothing: the statement checks access.
 *
 * @param list the name of the list
 * @param schema validates a row's sort values, which come from the client and are used in a statement
 */
export function cursorOf<Values extends string[]>(list: string, schema: z.ZodType<Values>) {
  const checksum = (binding: Json, values: string[]) =>
    createHash("sha256")
      .update(JSON.stringify([list, binding, values]))
      .digest("base64url")
      .slice(0, 10);

  return {
    /**
     * Encodes the sort values of a page's last row.
     *
     * @param binding everything that must be the same for the next page: filter, order and scope
     */
    encode(binding: Json, values: string[]): string {
      return Buffer.from(JSON.stringify({ m: checksum(binding, values), v: values })).toString("base64url");
    },
    /**
     * Decodes a cursor to its sort values. Returns null if there is no cursor.
     *
     * @throws DomainError `invalid` if the text is not a cursor for this list and binding
     */
    decode(binding: Json, text: string | undefined): Values | null {
      if (text === undefined) return null;
      const parsed = Cursor.safeParse(parseJson(Buffer.from(text, "base64url").toString("utf8")));
      const values = schema.safeParse(parsed.data?.v);
      if (values.success && parsed.data?.m === checksum(binding, values.data)) return values.data;
      throw new DomainError("invalid", "The input is not valid.", {
        issues: [{ path: "cursor", code: "custom", message: "does not belong to this list" }],
      });
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Converts up to `limit + 1` rows to a page. The extra row only indicates that there is a next page.
 *
 * @param rows up to `limit + 1` rows
 * @param cursorAfter returns the cursor for the page that starts after a row
 */
export function toPage<Row>(
  rows: Row[],
  limit: number,
  cursorAfter: (row: Row) => string,
): { items: Row[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? cursorAfter(last) : null };
}
