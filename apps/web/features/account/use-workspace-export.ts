"use client";

import { exportDocument } from "@docket/schema/export-document";
import { EXPORT_PATH, readExport } from "@docket/schema/export-line";
import type { ExportProgress } from "@docket/schema/export-line";
import type { Id } from "@docket/schema/id";
import type { Workspace } from "@docket/schema/workspace";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { fetchOwnAnswer, refreshSession } from "../../trpc/fetch.ts";
import { useSentence } from "../problem/use-sentence.ts";
import { saveFile } from "./save-file.ts";

/** Characters after which the part that has arrived is handed to the browser, which need not keep it in memory. */
const PART = 1_000_000;

/**
 * Exports a workspace into a file of the browser's downloads, which is there only when all of it has arrived.
 *
 * @returns the export that is going on, how it failed, and how to start and cancel one
 */
export function useWorkspaceExport({ id, slug }: Pick<Workspace, "id" | "slug">) {
  const sentence = useSentence();
  const t = useTranslations("settings.data");
  const [progress, setProgress] = useState<ExportProgress | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const cancelling = useRef<AbortController | null>(null);
  useEffect(() => () => cancelling.current?.abort(), []);

  const start = async () => {
    const { signal } = (cancelling.current = new AbortController());
    setProblem(null);
    setProgress({ done: 0, total: 1 });
    try {
      const blob = await documentOf(await askForExport(id, signal), setProgress);
      saveFile(`docket-${slug}-${new Date().toISOString().slice(0, 10)}.json`, blob);
    } catch (error) {
      if (signal.aborted) return;
      setProblem(error instanceof Error && error.name === "BrokenExport" ? t("workspaceBroken") : sentence(error));
    }
    setProgress(null);
  };

  const cancel = () => {
    cancelling.current?.abort();
    setProgress(null);
  };
  return { progress, problem, start, cancel };
}

/**
 * Asks for an export, once more when the session had to be renewed.
 *
 * @throws an error in which `refusalIn` finds why it was refused
 */
async function askForExport(workspaceId: Id, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const ask = () =>
    fetchOwnAnswer(`${EXPORT_PATH}?workspace=${workspaceId}`, { signal }).catch((error: Error) => {
      throw new Error(error.message, { cause: error });
    });
  const first = await ask();
  const response = first.status === 401 && (await refreshSession()) === "renewed" ? await ask() : first;
  if (response.ok && response.body !== null) return response.body;
  const responseJSON: unknown = await response.json();
  throw Object.assign(new Error("The export was refused."), { meta: { responseJSON } });
}

async function documentOf(
  body: ReadableStream<Uint8Array>,
  onProgress: (progress: ExportProgress) => void,
): Promise<Blob> {
  const parts: Blob[] = [];
  let text = "";
  for await (const line of exportDocument(readExport(body, onProgress))) {
    text += `${line}\n`;
    if (text.length < PART) continue;
    parts.push(new Blob([text]));
    text = "";
  }
  return new Blob([...parts, text], { type: "application/json" });
}
