"use client";

import type { ImportJob } from "@docket/schema/import-job";
import { IMPORT_LIMITS } from "@docket/schema/import-limit";
import { uuidv7 } from "@docket/schema/uuid";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { uploadClient } from "../../trpc/upload-client.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { importExcessIn } from "./import-excess.ts";
import { readBase64 } from "./read-base64.ts";

/** A file that is being uploaded; `share` is the fraction sent so far, from 0 to 1. */
export type Upload = { name: string; share: number };

/**
 * Uploads a file and passes the preview that the server returns to `onPreview`. A second file replaces the first.
 *
 * @returns the upload in progress, the error message of the last one, and functions to start and cancel an upload
 */
export function useUpload(workspaceId: string, onPreview: (job: ImportJob) => Promise<void>) {
  const errorMessage = useErrorMessage();
  const t = useTranslations("importing");
  const [upload, setUpload] = useState<Upload | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const abortController = useRef<AbortController | null>(null);
  useEffect(() => () => abortController.current?.abort(), []);

  const send = async (file: File) => {
    const { name } = file;
    abortController.current?.abort();
    const { signal } = (abortController.current = new AbortController());
    if (file.size > IMPORT_LIMITS.bytes) {
      return setProblem(t("tooLarge", { name, megabytes: IMPORT_LIMITS.bytes / 1024 / 1024 }));
    }
    setProblem(null);
    setUpload({ name, share: 0 });
    try {
      const content = await readBase64(file);
      const onProgress = (share: number) => setUpload({ name, share });
      const input = { workspaceId, id: uuidv7(), fileName: name, content };
      await onPreview(await uploadClient.import.preview.mutate(input, { signal, context: { onProgress } }));
    } catch (error) {
      if (signal.aborted) return;
      const excess = importExcessIn(error);
      setProblem(excess ? t(`tooMany.${excess.entity}`, excess) : errorMessage(error));
    }
    setUpload(null);
  };

  const cancel = () => {
    abortController.current?.abort();
    setUpload(null);
    setProblem(t("uploadCancelled"));
  };
  return { upload, problem, send, cancel };
}
