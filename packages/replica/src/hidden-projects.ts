import type { Id } from "@docket/schema/id";
import { pagesOf } from "./requests.ts";
import type { Transport } from "./transport.ts";

/**
 * Returns those of the projects that the reader can't see, or that are in the trash, as of a position.
 *
 * @throws the error of the transport
 */
export async function findHiddenProjects(
  transport: Pick<Transport, "read">,
  ids: readonly Id[],
): Promise<{ hidden: ReadonlySet<Id>; seq: number }> {
  const answers = await Promise.all(pagesOf(ids).map((page) => transport.read("project", page)));
  const rows = answers.flatMap((answer) => answer.rows);
  const visible = new Set(rows.flatMap(({ row }) => (row.deletedAt ? [] : [row.id])));
  return {
    hidden: new Set(ids.filter((id) => !visible.has(id))),
    seq: Math.max(0, ...answers.map(({ seq }) => Number(seq))),
  };
}
