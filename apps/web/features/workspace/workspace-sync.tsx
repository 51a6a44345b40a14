"use client";

import type { WorkspaceNow } from "@docket/schema/workspace";
import { useCallback, useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { SyncProvider } from "../../sync/sync-provider.tsx";
import type { Sync } from "../../sync/sync.ts";
import type { Write, WritePath } from "../../sync/write.ts";
import { hasCode } from "../../trpc/refusal.ts";
import { useNotice } from "../../ui/notice.tsx";
import { keepRefusedText } from "../draft/refused-text.ts";
import { useDrafts } from "../draft/use-draft.tsx";
import { useSentence } from "../problem/use-sentence.ts";
import { useViewer } from "../session/viewer.tsx";
import { useOpenTask } from "../task/use-open-task.ts";
import { trashedProjectIn } from "../trash/trashed-project.ts";

/** Connects the pages of a workspace with the server, and says in words when it has refused a change. */
export function WorkspaceSync({ workspace, children }: { workspace: WorkspaceNow; children: ReactNode }) {
  const notice = useNotice();
  const { userId } = useViewer();
  const sentence = useSentence();
  const t = useTranslations("task.did");
  const merge = useTranslations("panel.merge");
  const people = useTranslations("sharing");
  const trash = useTranslations("trash");
  const drafts = useDrafts();
  const [, open] = useOpenTask();
  // The way of all changes must not begin anew with every page.
  const latestOpen = useRef(open);
  useEffect(() => {
    latestOpen.current = open;
  });
  const onRefusal = useCallback(
    (write: Write, error: unknown, sync: Sync) => {
      if (keepRefusedText(drafts, write, error)) {
        const [taskId] = write.taskIds;
        const compare = taskId !== undefined && {
          action: { label: merge("compare"), run: () => latestOpen.current(taskId) },
        };
        return notice({ text: merge("refused"), tone: "plain", ...compare });
      }
      const inTrash = trashedProjectIn(error);
      if (inTrash) {
        const run = () => void sync.write("project.restore", { id: inTrash.id });
        return notice({
          text: trash("projectInTrash", { name: inTrash.name }),
          tone: "danger",
          action: { label: trash("restoreProject"), run },
        });
      }
      const reason = hasCode(error, "conflict") ? (reasonFor(write.path, people) ?? sentence(error)) : sentence(error);
      // What was typed goes off the list again, so the message is where it can still be read.
      const typed =
        write.path === "task.create" ? write.input.title : write.path === "section.create" ? write.input.name : null;
      notice({ text: typed === null ? reason : t("notSaved", { title: typed, reason }), tone: "danger" });
    },
    [drafts, merge, notice, people, sentence, t, trash],
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
