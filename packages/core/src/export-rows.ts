import type { Id } from "@docket/schema/id";
import type { Tx } from "./ctx.ts";

// How exports read: some rows at a time and no further than they are taken, so that memory does not grow with what there is.

/** Rows that one statement of an export reads. With the longest descriptions they are some megabytes. */
export const ROWS = 200;

/** Entries that it asks a list for. */
export const PAGE = 100;

/** Reads a list that has a cursor to its end. */
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

/** The condition on the id that the next page begins with. */
export type After = { gt: string } | undefined;
type ReadAfter<Row> = (after: After) => Promise<Row[]>;

/** The order and the length of a page of rows that are read by their ids. */
export const page = { orderBy: { id: "asc" }, take: ROWS } as const;

/** The place where such a page begins. */
export const after = (id: After) => (id === undefined ? {} : { id });

/** Reads rows in the order of their ids. */
export async function* byId<Row extends { id: string }>(read: ReadAfter<Row>): AsyncGenerator<Row> {
  for await (const rows of pagesById(read)) yield* rows;
}

/** The same, page by page. */
export function pagesById<Row extends { id: string }>(read: ReadAfter<Row>): AsyncGenerator<Row[]> {
  return pagesBehind((last) => read(last && { gt: last.id }));
}

/** Reads rows in any order, page by page; `read` is given the last row of the page before. */
export async function* pagesBehind<Row>(read: (last: Row | undefined) => Promise<Row[]>): AsyncGenerator<Row[]> {
  let last: Row | undefined;
  for (;;) {
    const rows = await read(last);
    yield rows;
    if (rows.length < ROWS) return;
    last = rows.at(-1);
  }
}

/** An entity with the values of an import's source that Docket has no field for, by the names of their columns, where there are any. */
type WithImported<Entity> = Entity & { imported?: unknown };

/** Reads entities in the order of their ids, each with what its import kept beside it. */
export async function* withImported<Row extends { id: string }, Entity extends { id: Id }>(
  { db }: { readonly db: Tx },
  workspaceId: Id,
  read: ReadAfter<Row>,
  toEntity: (row: Row) => Entity,
): AsyncGenerator<WithImported<Entity>> {
  for await (const rows of pagesById(read)) yield* await addImported(db, workspaceId, rows.map(toEntity));
}

/** Adds to the entities of one page what their imports kept beside them. Who may read an entity may read that too. */
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
