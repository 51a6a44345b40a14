"use client";

import type { TrashItem } from "@docket/schema/trash";
import { useState } from "react";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { completeList } from "../../trpc/complete-list.ts";
import { useTRPCClient } from "../../trpc/react.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { useNotice } from "../../ui/notice.tsx";

/** Number of rows per request. */
const PAGE = 100;

/**
 * Returns a function that reads the whole trash, including pages that are not loaded. If a request fails, it shows the
 * error and returns null.
 */
export function useWholeTrash(projectId: string | null) {
  const { id: workspaceId } = useWorkspace();
  const client = useTRPCClient();
  const notice = useNotice();
  const sentence = useErrorMessage();
  const [isReading, setReading] = useState(false);
  const read = async (): Promise<TrashItem[] | null> => {
    setReading(true);
    const input = { workspaceId, limit: PAGE, ...(projectId === null ? {} : { projectId }) };
    try {
      return (await completeList((more) => client.trash.list.query({ ...input, ...more }))).items;
    } catch (error) {
      notice({ text: sentence(error), tone: "danger" });
      return null;
    } finally {
      setReading(false);
    }
  };
  return { isReading, read };
}
