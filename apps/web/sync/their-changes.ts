import type { Change } from "@docket/schema/change";
import type { Id } from "@docket/schema/id";
import type { ListedTask } from "@docket/schema/task";
import { createHolder } from "./held-changes.ts";
import type { HeldChanges } from "./held-changes.ts";
import type { ReadAnew } from "./read-anew.ts";
import type { TaskCache } from "./task-cache.ts";
import type { AnsweredTask } from "./task-rows.ts";

/** What is needed to take up what others changed; given by the sync, which is there before this is loaded. */
export type PageParts = {
  cache: TaskCache;
  readAnew: ReadAnew;
  touchedBy: (changes: readonly Change[]) => Id[];
  refetch: (ids: Id[], take: (rows: AnsweredTask[], gone: Id[]) => void, readLists: () => void) => Promise<void>;
  withPending: (answered: AnsweredTask[]) => { shown: ListedTask[]; hidden: Id[] };
  /** Puts what nobody holds. */
  put: (rows: readonly ListedTask[], gone: readonly Id[]) => void;
};

/** The way of other people's changes onto the page; what would move rows that somebody reads waits. */
export type TheirChanges = {
  held: HeldChanges;
  isHeld: (id: Id) => boolean;
  check: (changed?: readonly ListedTask[], gone?: readonly Id[]) => void;
  receive: (changes: readonly Change[]) => void;
};

function namesLabels({ before, after }: Change): boolean {
  return [before, after].some((fields) => Array.isArray(fields?.["labelIds"]) && fields["labelIds"].length > 0);
}

export function createTheirChanges({ cache, readAnew, touchedBy, refetch, withPending, put }: PageParts): TheirChanges {
  const holder = createHolder(cache);
  return {
    held: holder.changes,
    isHeld: holder.has,
    check: holder.check,
    receive: (changes) => {
      for (const { entity, op, projectId } of changes)
        readAnew.noun(entity, op, (isAbout, read) =>
          holder.read(
            (input) => isAbout(input) && (projectId === null || (input.filter.projectId ?? projectId) === projectId),
            read,
          ),
        );
      // A label comes into sight with the first task that has it.
      if (changes.some(namesLabels)) readAnew.noun("label", "update");
      // What went to where I can't see it is not mine to read any longer: it goes at once, before the rest is held.
      const left = new Set(changes.flatMap(({ op, entityId }) => (op === "leave" ? [entityId] : [])));
      void refetch(
        touchedBy(changes),
        (answered, gone) => {
          const { shown, hidden } = withPending(answered);
          put([], [...hidden, ...gone.filter((id) => left.has(id))]);
          holder.put(shown, gone);
        },
        () =>
          holder.read(
            () => true,
            () => void readAnew.lists(),
          ),
      );
    },
  };
}
