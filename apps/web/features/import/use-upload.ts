"use client";

import type { ImportJob } from "@docket/schema/import-job";
import { IMPORT_LIMITS } from "@docket/schema/import-limit";
import { uuidv7 } from "@docket/schema/uuid";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { uploadClient } from "../../trpc/upload-client.ts";
import { useErrorMessage } from "../problem/use-error-message.ts";
import { importExcessIn } from "./import-excess.ts";
import { readBase64 } from "./read-base64.ts";

/** A file on its way to the server; `share` of it, from 0 to 1, has been sent. */
export type Upload = { name: string; share: number };

/**
 * Sends a file to the server and hands on the preview that it answers with. A second file replaces the first.
 *
 * @returns the upload that is going on, what there is to say about the last one, and how to start and cancel one
 */
export function useUpload(workspaceId: string, onPreview: (job: ImportJob) => Promise<void>) {
  const sentence = useErrorMessage();
  const t = useTranslations("importing");
  const [upload, setUpload] = useState<Upload | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const cancelling = useRef<AbortController | null>(null);
  useEffect(() => () => cancelling.current?.abort(), []);

  const send = async (file: File) => {
    const { name } = file;
    cancelling.current?.abort();
    const { signal } = (cancelling.current = new AbortController());
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
      setProblem(excess ? t(`tooMany.${excess.entity}`, excess) : sentence(error));
    }
    setUpload(null);
  };

  const cancel = () => {
    cancelling.current?.abort();
    setUpload(null);
    setProblem(t("uploadCancelled"));
  };
  return { upload, problem, send, cancel };
}
