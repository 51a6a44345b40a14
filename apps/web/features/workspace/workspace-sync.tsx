"use client";

import type { WorkspaceNow } from "@docket/schema/workspace";
import { useCallback, useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { typedText } from "../../sync/refused-writes.ts";
import { SyncProvider } from "../../sync/sync-provider.tsx";
import type { Sync } from "../../sync/sync.ts";
import type { Write, WritePath } from "../../sync/write.ts";
import { hasCode, refusalIn } from "../../trpc/refusal.ts";
import { useNotice } from "../../ui/notice.tsx";
import { useCommandRegistry } from "../command/use-commands.tsx";
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
  const refused = useTranslations("connection.refused");
  const registry = useCommandRegistry();
  const drafts = useDrafts();
  const [, open] = useOpenTask();
  // The way of all changes must not begin anew with every page.
  const latestOpen = useRef(open);
  useEffect(() => {
    latestOpen.current = open;
  });
  const onRefusal = useCallback(
    (write: Write, error: unknown, sync: Sync) => {
      const place = keepRefusedText(drafts, write, error);
      if (place === "contested") {
        const [taskId] = write.taskIds;
        const compare = taskId !== undefined && {
          action: { label: merge("compare"), run: () => latestOpen.current(taskId) },
        };
        return notice({ text: merge("refused"), tone: "plain", ...compare });
      }
      const text = typedText(write);
      const refusal = refusalIn(error);
      const isKept = place === "homeless" && text !== "" && refusal !== null;
      if (isKept) sync.refused.keep({ write, refusal });
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
      if (!isKept) return notice({ text: reason, tone: "danger" });
      notice({
        text: t("notSaved", { title: text.slice(0, LONGEST_QUOTE), reason }),
        tone: "danger",
        action: { label: refused("show"), run: () => registry.run("refused.show") },
      });
    },
    [drafts, merge, notice, people, refused, registry, sentence, t, trash],
  );
  return (
    <SyncProvider workspaceId={workspace.id} userId={userId} since={workspace.changeSeq} onRefusal={onRefusal}>
      {children}
    </SyncProvider>
  );
}

/** The longest beginning of a text that is quoted in a message, in UTF-16 code units. */
const LONGEST_QUOTE = 60;

/** Why people can't be parted from what they alone manage. */
function reasonFor(path: WritePath, t: (text: "onlyOne" | "onlyOwner") => string): string | null {
  if (path.startsWith("member.")) return t("onlyOne");
  return path === "workspace.setMember" || path === "workspace.removeMember" ? t("onlyOwner") : null;
}
