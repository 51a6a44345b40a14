"use client";

import type { ApiError } from "@docket/schema/error";
import type { WorkspaceNow } from "@docket/schema/workspace";
import { useCallback, useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useActionRegistry } from "../../actions/use-actions.tsx";
import { useDrafts } from "../../entities/draft/use-draft.tsx";
import { useOpenTask } from "../../entities/task/use-open-task.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { EntitiesProvider } from "../../entities/workspace/entities-provider.tsx";
import { importPath } from "../../entities/workspace/path.ts";
import { useNavigate } from "../../navigation/use-navigate.ts";
import { typedText } from "../../replica/rejected-writes.ts";
import { ReplicaProvider } from "../../replica/replica-provider.tsx";
import type { WorkspaceReplica } from "../../replica/workspace-replica.ts";
import type { Write } from "../../replica/write.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { lazyCall } from "../../ui/lazy-component.ts";
import { useNotice } from "../../ui/notice.tsx";

const withShowWriteError = lazyCall(() => import("./show-write-error.ts"));
const withShowCopyNotice = lazyCall(() => import("../project/show-copy-notice.ts"));

/** Provides a workspace's data to its pages, and shows an error when the server rejects a write. */
export function WorkspaceData({ workspace, children }: { workspace: WorkspaceNow; children: ReactNode }) {
  const notice = useNotice();
  const { userId } = useViewer();
  const sentence = useErrorMessage();
  const t = useTranslations();
  const registry = useActionRegistry();
  const drafts = useDrafts();
  const navigate = useNavigate();
  const [, open] = useOpenTask();
  // Stored in a ref, because navigating must not create another replica.
  const latest = useRef({ open, navigate });
  useEffect(() => {
    latest.current = { open, navigate };
  });
  const onRejection = useCallback(
    (write: Write, error: ApiError, replica: WorkspaceReplica) => {
      // Keep the text until the error is shown, which may take a moment.
      if (typedText(write) !== "") replica.rejected.keep({ write, error });
      const openTask = (id: string) => latest.current.open(id);
      const openRejected = () => registry.run("refused.show");
      const page = { drafts, t, sentence, notice, openTask, openRejected };
      withShowWriteError(({ showWriteError }) => showWriteError(page, write, error, replica));
    },
    [drafts, notice, registry, sentence, t],
  );
  const { slug } = workspace;
  const onAnswer = useCallback(
    ({ path }: Write, answer: unknown) => {
      if (path !== "project.duplicate") return;
      const openJob = (id: string) => latest.current.navigate(importPath(slug, id));
      withShowCopyNotice(({ showCopyNotice }) => showCopyNotice({ t, notice, openJob }, answer));
    },
    [notice, slug, t],
  );
  return (
    <ReplicaProvider
      workspaceId={workspace.id}
      userId={userId}
      since={workspace.changeSeq}
      onAnswer={onAnswer}
      onRejection={onRejection}
    >
      <EntitiesProvider>{children}</EntitiesProvider>
    </ReplicaProvider>
  );
}
