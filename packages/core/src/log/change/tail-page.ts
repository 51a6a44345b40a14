import type { PrismaClient } from "@docket/db/generated/client";
import type { FeedEvent } from "@docket/schema/change";
import type { Id } from "@docket/schema/id";
import type { ChangeRights } from "../../access/change-rights.ts";
import { canReadChange, rightsChangedBy } from "../../access/change-rights.ts";
import type { Actor } from "../../runtime/actor.ts";
import type { SharedChangeRow } from "./change-row.ts";
import { affectsOlderEntries, dependsOnReader, sharedChangeColumns, toChange } from "./change-row.ts";
import { cutPage, PAGE } from "./page.ts";

export type ChangesEvent = Extract<FeedEvent, { kind: "changes" }>;

/** The rules by which a page is read for many readers. Tests plant faults in them. */
export type TailRules = Readonly<{
  rightsChangedBy: typeof rightsChangedBy;
  dependsOnReader: typeof dependsOnReader;
  affectsOlderEntries: typeof affectsOlderEntries;
}>;

export const TAIL_RULES: TailRules = { rightsChangedBy, dependsOnReader, affectsOlderEntries };

/** A reader of the log, with the rights that applied at some position. */
export type LogReader = { actor: Actor; rights: ChangeRights };

/** Consecutive entries of a workspace's change log: those after `start` up to `end`. */
export type TailPage = {
  workspaceId: Id;
  start: bigint;
  end: bigint;
  /** Whether the last command continues on the next page. */
  isSplit: boolean;
  rows: SharedChangeRow[];
  /** When the page was read, as `performance.now()`. */
  readAt: number;
  /** The readers whose rights an entry can have changed. */
  changesRightsOf: ReadonlySet<Id> | "everyone";
  /** Whether only each reader's own statement can decide about an entry. */
  dependsOnReader: boolean;
  affectsOlderPages: boolean;
  /** The people who made the changes. */
  actors: ReadonlySet<Id>;
  /** The people to whom entries are addressed. */
  audiences: ReadonlySet<Id>;
  /** The projects on which it depends who can see an entry and its fields. */
  projectIds: readonly Id[];
  /** The events for readers to whom no entry is addressed, by their position and what they can see of the page. */
  events: Map<string, ChangesEvent>;
};

/**
 * Reads the entries after `after` up to the end of the log, and returns the last pages. All of them are returned together,
 * so that what they say about the current state is true at the end of the last page.
 */
export async function readTailPages(
  db: PrismaClient,
  workspaceId: Id,
  { after, maxEntries, rules }: { after: bigint; maxEntries: number; rules: TailRules },
): Promise<TailPage[]> {
  let pages: TailPage[] = [];
  let start = after;
  for (;;) {
    const rows = await db.$queryRaw<SharedChangeRow[]>`
      SELECT ${sharedChangeColumns()} FROM change c
      WHERE c.workspace_id = ${workspaceId}::uuid AND c.seq > ${start}::bigint ORDER BY c.seq LIMIT ${PAGE + 1}`;
    const page = cutPage(rows);
    const end = page.rows.at(-1)?.seq ?? start;
    if (end > start) pages = lastPages([...pages, createPage(workspaceId, { ...page, start, end }, rules)], maxEntries);
    if (page.end === null) return pages;
    start = end;
  }
}

/** Returns the last pages that together have at most `maxEntries` entries. */
export function lastPages(pages: TailPage[], maxEntries: number): TailPage[] {
  let entries = 0;
  const isKept = ({ rows }: TailPage) => (entries += rows.length) <= maxEntries;
  return pages.slice(pages.findLastIndex((page) => !isKept(page)) + 1);
}

function createPage(
  workspaceId: Id,
  { start, end, isSplit, rows }: Pick<TailPage, "start" | "end" | "isSplit" | "rows">,
  rules: TailRules,
): TailPage {
  const changed = rows.flatMap((row) => rules.rightsChangedBy(row) ?? []);
  return {
    workspaceId,
    start,
    end,
    isSplit,
    rows,
    readAt: performance.now(),
    changesRightsOf: changed.includes("everyone")
      ? "everyone"
      : new Set(changed.flatMap((person) => (person === "everyone" ? [] : person.userId))),
    dependsOnReader: rows.some(rules.dependsOnReader),
    affectsOlderPages: rows.some(rules.affectsOlderEntries),
    actors: new Set(rows.map(({ actor_id: actorId }) => actorId)),
    audiences: new Set(rows.flatMap(({ audience }) => audience ?? [])),
    projectIds: [...new Set(rows.flatMap(projectIdsOf))],
    events: new Map(),
  };
}

function projectIdsOf({ project_id: projectId, before, after }: SharedChangeRow): Id[] {
  return [projectId, before?.["projectId"], after?.["projectId"]].filter((id) => typeof id === "string");
}

/** Returns a key that is equal for readers who can see the same of a page, if no entry is addressed to them. */
function visibilityKey({ projectIds }: TailPage, { actor, rights }: LogReader): string {
  const has = (ids: ReadonlySet<Id>) => projectIds.map((id) => (ids.has(id) ? 1 : 0)).join("");
  return [actor.kind === "user", rights.isMember, has(rights.memberProjects), has(rights.readableProjects)].join(" ");
}

/**
 * Returns the part of a page after `position` that a reader can see. Readers who can see the same of it, and have received
 * the same events before, get the same object.
 *
 * @param from the position that the reader has received
 */
export function eventFor(
  page: TailPage,
  { position, from }: { position: bigint; from: bigint },
  reader: LogReader,
): ChangesEvent {
  const { actor, rights } = reader;
  const isShared = position === page.start && !page.audiences.has(actor.userId);
  const key = isShared ? `${from} ${visibilityKey(page, reader)}` : null;
  const known = key === null ? undefined : page.events.get(key);
  if (known) return known;
  const visible = page.rows.filter((row) => row.seq > position && canReadChange(actor, rights, row));
  const changes = visible.map((row) => toChange(page.workspaceId, row, rights.readableProjects));
  const [seq, isSplit] = [page.end.toString(), page.isSplit];
  const event: ChangesEvent = { kind: "changes", from: from.toString(), seq, isSplit, changes };
  if (key !== null) page.events.set(key, event);
  return event;
}
