"use client";

import type { Section } from "@docket/schema/section";
import { uuidv7 } from "@docket/schema/uuid";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { sentenceFor } from "../../trpc/refusal.ts";
import { useNotice } from "../../ui/notice.tsx";

/** What one can do with the sections of a project; each can be undone from the message about it. */
export function useSectionActions(workspaceId: string, projectId: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const notice = useNotice();

  return useMemo(() => {
    const refresh = () =>
      Promise.all([
        queryClient.invalidateQueries(trpc.task.pathFilter()),
        queryClient.invalidateQueries(trpc.section.pathFilter()),
      ]);
    const run = async (send: (commandId: string) => Promise<unknown>, done: string): Promise<boolean> => {
      const commandId = uuidv7();
      const undo = () =>
        void client.command.undo
          .mutate({ workspaceId, commandId: uuidv7(), undo: commandId })
          .catch((error: unknown) => notice({ text: sentenceFor(error), tone: "danger" }))
          .finally(() => void refresh());
      try {
        await send(commandId);
      } catch (error) {
        notice({ text: sentenceFor(error), tone: "danger" });
        return false;
      } finally {
        await refresh();
      }
      notice({ text: done, tone: "plain", action: { label: "Undo", run: undo } });
      return true;
    };
    return {
      create: (name: string) =>
        run(
          (commandId) => client.section.create.mutate({ workspaceId, commandId, id: uuidv7(), projectId, name }),
          `Added “${name}”.`,
        ),
      rename: ({ id, version }: Section, name: string) =>
        run(
          (commandId) =>
            client.section.update.mutate({ workspaceId, commandId, id, baseVersion: version, set: { name } }),
          "Renamed.",
        ),
      trash: ({ id, name }: Section) =>
        run((commandId) => client.section.trash.mutate({ workspaceId, commandId, id }), `Deleted “${name}”.`),
    };
  }, [client, notice, projectId, queryClient, trpc, workspaceId]);
}

export type SectionActions = ReturnType<typeof useSectionActions>;
