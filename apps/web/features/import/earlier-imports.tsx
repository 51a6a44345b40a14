"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { Moment } from "../../ui/moment.tsx";
import { canUndoImport, ImportOutcome } from "./import-outcome.tsx";

const PAGE_SIZE = 10;

type EarlierImportsProps = { onOpen: (importId: string) => void; onUndo: (importId: string) => void };

/** The earlier imports, newest first, each with its result and a button to undo it. */
export function EarlierImports({ onOpen, onUndo }: EarlierImportsProps) {
  const { id: workspaceId } = useWorkspace();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const errorMessage = useErrorMessage();
  const t = useTranslations("importing");
  const common = useTranslations("general");
  const pages = useInfiniteQuery({
    queryKey: [...trpc.import.list.pathKey(), workspaceId],
    queryFn: ({ pageParam, signal }) =>
      client.import.list.query(
        { workspaceId, limit: PAGE_SIZE, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // The user may also have imported in another browser.
    staleTime: 0,
  });
  if (pages.isError) return <Alert>{errorMessage(pages.error)}</Alert>;
  const jobs = (pages.data?.pages ?? []).flatMap(({ items }) => items).filter(({ status }) => status !== "previewed");
  if (jobs.length === 0) return null;
  return (
    <section aria-labelledby="earlier-imports" className="mt-4">
      <h2 id="earlier-imports" className="mb-1 font-semibold">
        {t("earlier")}
      </h2>
      <ul>
        {jobs.map((job) => (
          <li key={job.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2">
            <div className="min-w-0 grow">
              <p className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-medium break-all">{job.fileName}</span>
                <span className="text-xs text-muted">
                  <Moment at={job.createdAt} />
                </span>
              </p>
              <div className="text-sm text-muted">
                {job.status === "failed" ? (
                  <p>{job.failure ?? t(job.source === "copy" ? "copy.failed" : "failed")}</p>
                ) : (
                  <ImportOutcome job={job} />
                )}
              </div>
            </div>
            {canUndoImport(job) && (
              <Button
                aria-label={t(job.source === "copy" ? "copy.undoNamed" : "undoNamed", { name: job.fileName })}
                onClick={() => onUndo(job.id)}
              >
                {common("undo")}
              </Button>
            )}
            {job.finishedAt === null && <Button onClick={() => onOpen(job.id)}>{t("watch")}</Button>}
          </li>
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button look="quiet" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {common("showMore")}
        </Button>
      )}
    </section>
  );
}
