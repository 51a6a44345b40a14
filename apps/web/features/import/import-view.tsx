"use client";

import type { ImportJob } from "@docket/schema/import-job";
import { IMPORT_SOURCES } from "@docket/schema/import-source";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useTRPC } from "../../trpc/react.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { FileDrop } from "../../ui/file-drop.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { EarlierImports } from "./earlier-imports.tsx";
import { ExportSteps } from "./export-steps.tsx";
import { ImportPreview } from "./import-preview.tsx";
import { ImportProgress } from "./import-progress.tsx";
import { UploadProgress } from "./upload-progress.tsx";
import { useUpload } from "./use-upload.ts";

/** Statuses in which the server is working on an import and the page polls its progress. */
const ACTIVE_STATUSES = new Set(["waiting", "running", "undoing"]);
/** Polling interval in milliseconds. */
const POLL_INTERVAL_MS = 500;
/** The file types accepted for all import sources. */
const ACCEPT = Object.values(IMPORT_SOURCES)
  .flatMap(({ accept }) => accept)
  .join(",");

/**
 * Page for importing tasks from a file: choose the file, check the preview, run the import and, if necessary, undo it.
 *
 * @param shownId the id of the import or project copy that is shown initially
 */
export function ImportView({ shownId }: { shownId: string | null }) {
  const { id: workspaceId, role } = useWorkspace();
  const errorMessage = useErrorMessage();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const t = useTranslations("importing");
  const [importId, setImportId] = useState(shownId);
  const job = useQuery({
    ...trpc.import.get.queryOptions({ workspaceId, id: importId ?? "" }),
    enabled: importId !== null,
    refetchInterval: ({ state }) => (state.data && ACTIVE_STATUSES.has(state.data.status) ? POLL_INTERVAL_MS : false),
  });
  const showJob = async (made: ImportJob) => {
    queryClient.setQueryData(trpc.import.get.queryKey({ workspaceId, id: made.id }), made);
    setImportId(made.id);
    await queryClient.invalidateQueries(trpc.project.pathFilter());
  };
  const { upload, problem: uploadProblem, send, cancel } = useUpload(workspaceId, showJob);
  const mutations = {
    start: useMutation(trpc.import.start.mutationOptions({ onSuccess: showJob })),
    cancel: useMutation(trpc.import.cancel.mutationOptions({ onSuccess: showJob })),
    undo: useMutation(trpc.import.undo.mutationOptions({ onSuccess: showJob })),
  };
  const error = job.error ?? mutations.start.error ?? mutations.cancel.error ?? mutations.undo.error;

  const problem = uploadProblem ?? (error && errorMessage(error));
  const ref = { workspaceId, id: importId ?? "" };
  const current = importId === null ? undefined : job.data;
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto flex w-full max-w-3xl flex-col gap-5 px-3 pt-4 pb-24 outline-none sm:px-6 lg:pt-6"
    >
      {current?.source === "copy" ? (
        <PageHeading title={t("copy.title", { name: current.fileName })} text={t("copy.text")} />
      ) : (
        <PageHeading title={t("title")} text={role === "guest" ? t("guest") : t("text")} />
      )}
      {role !== "guest" && !current && !upload && (
        <FileDrop
          label={t("file")}
          drop={t("drop")}
          choose={t("choose")}
          accept={ACCEPT}
          onFile={(file) => void send(file)}
        />
      )}
      {role !== "guest" && !current && !upload && <ExportSteps />}
      {problem && <Alert>{problem}</Alert>}
      {upload && <UploadProgress upload={upload} onCancel={cancel} />}
      {current?.status === "previewed" && (
        <ImportPreview job={current}>
          <Button look="primary" disabled={mutations.start.isPending} onClick={() => mutations.start.mutate(ref)}>
            {t("start")}
          </Button>
          <Button onClick={() => setImportId(null)}>{t("another")}</Button>
        </ImportPreview>
      )}
      {current && current.status !== "previewed" && (
        <ImportProgress
          job={current}
          onCancel={() => mutations.cancel.mutate(ref)}
          onUndo={() => mutations.undo.mutate(ref)}
          onAnother={() => setImportId(null)}
        />
      )}
      {role !== "guest" && !current && (
        <EarlierImports onOpen={setImportId} onUndo={(id) => mutations.undo.mutate({ workspaceId, id })} />
      )}
    </main>
  );
}
