"use client";

import type { Entity, Row } from "@docket/replica/transport";
import type { Id } from "@docket/schema/id";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo, useSyncExternalStore } from "react";
import { useReplica } from "./replica-provider.tsx";

/** A complete list of the server. The HTML contains those that the page shows first. */
type ServerList<Item> = { queryKey: readonly unknown[]; queryFn: () => Promise<{ items: Item[] }> };

const NONE: readonly never[] = [];
const getNull = () => null;
const getFalse = () => false;
const getNone = () => NONE;

/** The rows that the replica holds of an entity, and how those of the server look with pending commands applied. */
function useReplicaRows(entity: Entity) {
  const { data } = useReplica();
  const rows = useSyncExternalStore(
    data.subscribe,
    () => (data.status() === "empty" ? null : data.rows(entity)),
    getNull,
  );
  // A stored copy can be older than the rows in the HTML.
  const isCurrent = useAreRowsCurrent();
  const pending = useSyncExternalStore(
    data.subscribe,
    () => (data.hasLoaded() ? NONE : data.outbox.pending()),
    getNone,
  );
  return { rows, isCurrent, pending, data };
}

/** Returns whether the rows of the replica are those of the server, so that what is missing does not exist. */
export function useAreRowsCurrent(): boolean {
  const { data } = useReplica();
  return useSyncExternalStore(data.subscribe, data.hasLoaded, getFalse);
}

/** Returns a row of the replica, also one that lists leave out, such as an archived project. */
export function useRow(entity: Entity, id: Id): Row | undefined {
  const { data } = useReplica();
  return useSyncExternalStore(
    data.subscribe,
    () => data.row(entity, id),
    () => undefined,
  );
}

/**
 * Returns all rows of an entity that the user can see, in no particular order, or undefined while they are being loaded.
 * They are read from the replica. Until it has loaded, they are those of the server's list.
 */
export function useRows<Item extends object>(entity: Entity, list: ServerList<Item>): readonly Item[] | undefined {
  const { rows, isCurrent, pending, data } = useReplicaRows(entity);
  const listed = useQuery({ ...list, enabled: !isCurrent }).data?.items;
  return useMemo(() => {
    // Safe because the rows of an entity have the fields of its list.
    if (isCurrent || !listed) return (rows ?? undefined) as readonly Item[] | undefined;
    return data.withCommands(entity, listed as unknown as readonly Row[], pending) as unknown as readonly Item[];
  }, [data, entity, isCurrent, listed, pending, rows]);
}

/**
 * Returns the rows of an entity in each of some projects, as `useRows` does.
 *
 * @param listOf returns the server's list for a project
 */
export function useRowsOf<Item extends object>(
  entity: Entity,
  projectIds: readonly Id[],
  listOf: (projectId: Id) => ServerList<Item>,
): (readonly Item[] | undefined)[] {
  const { rows, isCurrent, pending, data } = useReplicaRows(entity);
  const isHeld = (id: Id) => data.row("project", id) !== undefined;
  /** Whether the server may not know the project yet, because it was created a moment ago. */
  const isCreated = (id: Id) => pending.some(({ path, input }) => path === "project.create" && input["id"] === id);
  const queries = projectIds.map((id) => ({ ...listOf(id), enabled: !(isCurrent && isHeld(id)) && !isCreated(id) }));
  const lists = useQueries({ queries, combine: itemsOf<Item> });
  // The arrays are new on each rendering.
  const key = JSON.stringify(projectIds.map((id) => [id, isHeld(id), isCreated(id)]));
  return useMemo(() => {
    return (JSON.parse(key) as [Id, boolean, boolean][]).map(([projectId, hasRows, isNew], index) => {
      const inProject = (row: Row) => row["projectId"] === projectId;
      const listed = isNew ? NONE : lists[index];
      // Safe because the rows of an entity have the fields of its list.
      if (hasRows && (isCurrent || !listed)) return rows?.filter(inProject) as readonly Item[] | undefined;
      if (!listed) return undefined;
      const given = listed as unknown as readonly Row[];
      return data.withCommands(entity, given, pending).filter(inProject) as unknown as readonly Item[];
    });
  }, [data, entity, isCurrent, key, lists, pending, rows]);
}

function itemsOf<Item>(results: { data: { items: Item[] } | undefined }[]): (Item[] | undefined)[] {
  return results.map(({ data }) => data?.items);
}
