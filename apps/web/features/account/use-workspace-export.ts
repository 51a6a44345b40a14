"use client";

import { exportDocument } from "@docket/schema/export-document";
import { EXPORT_PATH, readExport } from "@docket/schema/export-line";
import type { ExportProgress } from "@docket/schema/export-line";
import type { Workspace } from "@docket/schema/workspace";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { saveFile } from "../../ui/save-file.ts";
import { requestExport } from "./request-export.ts";

/** Length at which the buffered text is moved into a `Blob`, which the browser can store outside of memory. */
const PART_LENGTH = 1_000_000;

/**
 * Exports a workspace as a download. The file is saved only once the complete export has been received.
 *
 * @returns the progress of the current export, the error of the last one, and functions to start and cancel an export
 */
export function useWorkspaceExport({ id, slug }: Pick<Workspace, "id" | "slug">) {
  const { today } = useViewer();
  const errorMessage = useErrorMessage();
  const t = useTranslations("settings.data");
  const [progress, setProgress] = useState<ExportProgress | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const abortController = useRef<AbortController | null>(null);
  useEffect(() => () => abortController.current?.abort(), []);

  const start = async () => {
    const { signal } = (abortController.current = new AbortController());
    setProblem(null);
    setProgress({ done: 0, total: 1 });
    try {
      const blob = await readExportBlob(await requestExport(`${EXPORT_PATH}?workspace=${id}`, signal), setProgress);
      saveFile(`docket-${slug}-${today}.json`, blob);
    } catch (error) {
      if (signal.aborted) return;
      setProblem(error instanceof Error && error.name === "BrokenExport" ? t("exportBroken") : errorMessage(error));
    }
    setProgress(null);
  };

  const cancel = () => {
    abortController.current?.abort();
    setProgress(null);
  };
  return { progress, problem, start, cancel };
}

async function readExportBlob(
  body: ReadableStream<Uint8Array>,
  onProgress: (progress: ExportProgress) => void,
): Promise<Blob> {
  const parts: Blob[] = [];
  let text = "";
  for await (const line of exportDocument(readExport(body, onProgress))) {
    text += `${line}\n`;
    if (text.length < PART_LENGTH) continue;
    parts.push(new Blob([text]));
    text = "";
  }
  return new Blob([...parts, text], { type: "application/json" });
}
