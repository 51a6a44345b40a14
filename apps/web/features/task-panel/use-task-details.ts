"use client";

import type { TaskDetails } from "@docket/replica/task-details";
import type { Id } from "@docket/schema/id";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useReplica } from "../../replica/replica-provider.tsx";

const getNull = () => null;

/**
 * Reads the description and the comments of a task into the replica, and keeps them current while the component is
 * mounted. Returns null until they are held. While they are being read again, the last ones are returned.
 */
export function useTaskDetails(id: Id): TaskDetails | null {
  const { data } = useReplica();
  const details = useSyncExternalStore(data.subscribe, () => data.details(id), getNull);
  const [last, setLast] = useState({ id, details });
  useEffect(() => data.openTask(id), [data, id]);
  if (last.id !== id || (details && last.details !== details)) setLast({ id, details });
  return details ?? (last.id === id ? last.details : null);
}
