"use client";

import type { ImportJob } from "@docket/schema/import-job";
import { uuidv7 } from "@docket/schema/uuid";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { useSentence } from "../problem/use-sentence.ts";
import { encodeBase64 } from "./base64.ts";
import { ImportPreview } from "./import-preview.tsx";
import { ImportProgress } from "./import-progress.tsx";

/** Statuses in which the server works on an import, so that the page asks again how far it is. */
const MOVING = new Set(["waiting", "running", "undoing"]);
/** How often the page asks, in milliseconds. */
const ASK_EVERY_MS = 500;

/** Brings tasks in from a file: choose, look at what will happen, do it, and take it back if it was wrong. */
export function ImportView({ workspaceId, slug }: { workspaceId: string; slug: string }) {
  const sentence = useSentence();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [importId, setImportId] = useState<string | null>(null);
  const preview = useMutation(trpc.import.preview.mutationOptions());
  const job = useQuery({
    ...trpc.import.get.queryOptions({ workspaceId, id: importId ?? "" }),
    enabled: importId !== null,
    refetchInterval: ({ state }) => (state.data && MOVING.has(state.data.status) ? ASK_EVERY_MS : false),
  });
  const keep = async (made: ImportJob) => {
    queryClient.setQueryData(trpc.import.get.queryKey({ workspaceId, id: made.id }), made);
    setImportId(made.id);
    await queryClient.invalidateQueries(trpc.project.pathFilter());
  };
  const steer = {
    start: useMutation(trpc.import.start.mutationOptions({ onSuccess: keep })),
    cancel: useMutation(trpc.import.cancel.mutationOptions({ onSuccess: keep })),
    undo: useMutation(trpc.import.undo.mutationOptions({ onSuccess: keep })),
  };
  const problem = preview.error ?? job.error ?? steer.start.error ?? steer.cancel.error ?? steer.undo.error;

  const choose = async (file: File | undefined) => {
    if (!file) return;
    setImportId(null);
    const content = encodeBase64(new Uint8Array(await file.arrayBuffer()));
    await preview.mutateAsync({ workspaceId, id: uuidv7(), fileName: file.name, content }).then(keep, () => undefined);
  };

  const ref = { workspaceId, id: importId ?? "" };
  return (
    <main id="content" className="mx-auto w-full max-w-3xl px-4 py-6 sm:px-8" tabIndex={-1}>
      <h1 className="mb-2 text-2xl font-semibold">Import from Todoist</h1>
      <p className="mb-4 text-muted">
        Choose a project exported as CSV, or a backup zip. You see what will happen before anything does, and the same
        file twice adds nothing.
      </p>
      <label className="mb-6 flex flex-col gap-1">
        <span className="font-medium">File</span>
        <input
          type="file"
          accept=".csv,.zip,text/csv,application/zip"
          className="rounded-md border border-control bg-panel p-2 file:me-3 file:rounded file:border-0 file:bg-hover file:px-3 file:py-1 file:text-text"
          disabled={preview.isPending}
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
        />
      </label>
      {problem && <Alert>{sentence(problem)}</Alert>}
      {preview.isPending && <p role="status">Reading the file…</p>}
      {job.data?.status === "previewed" && (
        <ImportPreview job={job.data}>
          <Button look="primary" disabled={steer.start.isPending} onClick={() => steer.start.mutate(ref)}>
            Import
          </Button>
        </ImportPreview>
      )}
      {job.data && job.data.status !== "previewed" && (
        <ImportProgress
          job={job.data}
          slug={slug}
          onCancel={() => steer.cancel.mutate(ref)}
          onUndo={() => steer.undo.mutate(ref)}
        />
      )}
    </main>
  );
}
