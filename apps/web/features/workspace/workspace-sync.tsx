"use client";

import type { WorkspaceNow } from "@docket/schema/workspace";
import { useCallback } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { SyncProvider } from "../../sync/sync-provider.tsx";
import type { Write, WritePath } from "../../sync/write.ts";
import { hasCode } from "../../trpc/refusal.ts";
import { useNotice } from "../../ui/notice.tsx";
import { useSentence } from "../problem/use-sentence.ts";
import { useViewer } from "../session/viewer.tsx";

/** Connects the pages of a workspace with the server, and says in words when it has refused a change. */
export function WorkspaceSync({ workspace, children }: { workspace: WorkspaceNow; children: ReactNode }) {
  const notice = useNotice();
  const { userId } = useViewer();
  const sentence = useSentence();
  const t = useTranslations("task.did");
  const people = useTranslations("sharing");
  const onRefusal = useCallback(
    (write: Write, error: unknown) => {
      const reason = hasCode(error, "conflict") ? (reasonFor(write.path, people) ?? sentence(error)) : sentence(error);
      // What was typed goes off the list again, so the message is where it can still be read.
      const typed =
        write.path === "task.create" ? write.input.title : write.path === "section.create" ? write.input.name : null;
      notice({ text: typed === null ? reason : t("notSaved", { title: typed, reason }), tone: "danger" });
    },
    [notice, people, sentence, t],
  );
  return (
    <SyncProvider workspaceId={workspace.id} userId={userId} since={workspace.changeSeq} onRefusal={onRefusal}>
      {children}
    </SyncProvider>
  );
}

/** Why people can't be parted from what they alone manage. */
function reasonFor(path: WritePath, t: (text: "onlyOne" | "onlyOwner") => string): string | null {
  if (path.startsWith("member.")) return t("onlyOne");
  return path === "workspace.setMember" || path === "workspace.removeMember" ? t("onlyOwner") : null;
}
