import type { Id } from "@docket/schema/id";
import type { Tx } from "../../runtime/ctx.ts";

// Exports read a limited number of rows at a time, and only as fast as the consumer takes them, so that memory use does
// not grow with the amount of data.

/**
 * Number of rows that one export statement reads. With descriptions of maximum length, these rows take up a few
 * megabytes.
 */
export const ROWS_PER_STATEMENT = 200;

/** Page size of cursor-based lists that an export reads. */
export const LIST_PAGE_SIZE = 100;

/** Reads all pages of a cursor-based list. */
export async function* byPage<Row>(
  read: (cursor: string | null) => Promise<{ items: Row[]; nextCursor: string | null }>,
): AsyncGenerator<Row> {
  let cursor: string | null = null;
  do {
    const page: { items: Row[]; nextCursor: string | null } = await read(cursor);
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

/** Condition on the id for the next page. Undefined for the first page. */
export type IdCondition = { gt: string } | undefined;
type ReadAfter<Row> = (after: IdCondition) => Promise<Row[]>;

/** Sort order and page size of rows read by id. */
export const idPageOptions = { orderBy: { id: "asc" }, take: ROWS_PER_STATEMENT } as const;

/** Returns the `where` condition for a page that starts after an id. */
export const whereIdAfter = (id: IdCondition) => (id === undefined ? {} : { id });

/** Reads rows ordered by id. */
export async function* byId<Row extends { id: string }>(read: ReadAfter<Row>): AsyncGenerator<Row> {
  for await (const rows of pagesById(read)) yield* rows;
}

/** Reads rows ordered by id, page by page. */
export function pagesById<Row extends { id: string }>(read: ReadAfter<Row>): AsyncGenerator<Row[]> {
  return readPages((last) => read(last && { gt: last.id }));
}

/**
 * Reads rows in any order, page by page. `read` gets the last row of the previous page, or undefined for the first
 * page.
 */
export async function* readPages<Row>(read: (last: Row | undefined) => Promise<Row[]>): AsyncGenerator<Row[]> {
  let last: Row | undefined;
  for (;;) {
    const rows = await read(last);
    yield rows;
    if (rows.length < ROWS_PER_STATEMENT) return;
    last = rows.at(-1);
  }
}

/** An entity and the values of its unmapped source columns, keyed by column name, if its import stored any. */
type WithImported<Entity> = Entity & { imported?: unknown };

/** Reads entities ordered by id, each with the unmapped values that its import stored. */
export async function* withImported<Row extends { id: string }, Entity extends { id: Id }>(
  { db }: { readonly db: Tx },
  workspaceId: Id,
  read: ReadAfter<Row>,
  toEntity: (row: Row) => Entity,
): AsyncGenerator<WithImported<Entity>> {
  for await (const rows of pagesById(read)) yield* await addImported(db, workspaceId, rows.map(toEntity));
}

/**
 * Adds the unmapped values stored by imports to the entities on one page. No further access check is needed, because
 * anyone who can read an entity can also read these values.
 */
export async function addImported<Entity extends { id: Id }>(
  db: Tx,
  workspaceId: Id,
  entities: Entity[],
): Promise<WithImported<Entity>[]> {
  const kept = await db.foreignRef.findMany({
    where: { workspaceId, entityId: { in: entities.map(({ id }) => id) }, NOT: { extra: { equals: {} } } },
    select: { entityId: true, extra: true },
  });
  const imported = new Map(kept.map(({ entityId, extra }) => [entityId, extra]));
  return entities.map((entity) => {
    const values = imported.get(entity.id);
    return { ...entity, ...(values !== undefined && { imported: values }) };
  });
}
