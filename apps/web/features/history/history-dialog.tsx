"use client";

import type { CommandEntry } from "@docket/schema/change";
import { useInfiniteQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useConnection, useReplica } from "../../replica/replica-provider.tsx";
import { useTRPCClient } from "../../trpc/react.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, closeDialog } from "../../ui/dialog.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { commandText } from "./command-text.ts";
import { isUndoable, isUndoableImport, isListed } from "./history-entry.ts";

const PAGE_SIZE = 30;

/** The user's recent commands, newest first, each with a button to undo or redo it. */
export function HistoryDialog({ onClose }: { onClose: () => void }) {
  const { id: workspaceId } = useWorkspace();
  const client = useTRPCClient();
  const errorMessage = useErrorMessage();
  const t = useTranslations("history");
  const common = useTranslations("general");
  const pages = useInfiniteQuery({
    queryKey: [["command", "list"], workspaceId],
    queryFn: ({ pageParam, signal }) =>
      client.command.list.query(
        { workspaceId, limit: PAGE_SIZE, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // Load a fresh list each time the dialog opens.
    gcTime: 0,
  });
  const { refetch, dataUpdatedAt } = pages;
  const onAnswered = useCallback(() => void refetch(), [refetch]);
  const entries = pages.data?.pages.flatMap(({ items }) => items).filter(isListed);
  return (
    <Dialog title={t("title")} isTitleHidden shape="panel" onClose={onClose}>
      <div className="flex items-center gap-2 border-b border-line py-2 ps-4 pe-2">
        <p aria-hidden className="grow text-lg font-semibold">
          {t("title")}
        </p>
        <IconButton
          label={common("close")}
          icon={<X aria-hidden />}
          onClick={(event) => closeDialog(event.currentTarget)}
        />
      </div>
      <div
        role="region"
        // A scrollable region must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        data-autofocus
        aria-label={t("title")}
        className="overflow-y-auto p-2 outline-none"
      >
        {pages.isError && (
          <p role="alert" className="p-2 text-danger">
            {errorMessage(pages.error)}
          </p>
        )}
        {pages.isPending && <Skeleton label={common("loading")} rows={6} />}
        {entries?.length === 0 && <p className="p-2 text-muted">{t("nothing")}</p>}
        <ol aria-label={t("title")}>
          {entries?.map((entry) => (
            <HistoryRow key={entry.id} entry={entry} readAt={dataUpdatedAt} onAnswered={onAnswered} />
          ))}
        </ol>
        {pages.hasNextPage && (
          <Button look="quiet" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {common("showMore")}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

type HistoryRowProps = {
  entry: CommandEntry;
  /**
   * When the entry was loaded, in milliseconds since the Unix epoch. The entry reflects all earlier requests to undo or
   * redo it.
   */
  readAt: number;
  onAnswered: () => void;
};

function HistoryRow({ entry, readAt, onAnswered }: HistoryRowProps) {
  const replica = useReplica();
  const { slug } = useWorkspace();
  const t = useTranslations("history");
  const common = useTranslations("general");
  const { unsent } = useConnection();
  const { id, kind, undoneBy } = entry;
  const [asked, setAsked] = useState<{ at: number; undoneBy: string | null } | null>(null);
  const isAsked = asked?.at === readAt;
  const isRefused = asked !== null && !isAsked && asked.undoneBy === undoneBy;
  useEffect(() => {
    if (isAsked && unsent === 0) onAnswered();
  }, [isAsked, onAnswered, unsent]);
  const text = commandText(t, entry);
  const isImport = kind.startsWith("import.");
  return (
    <li className="flex min-h-11 items-center gap-3 rounded-md py-1 ps-2 hover:bg-hover">
      <span
        className={`line-clamp-2 min-w-0 grow break-words ${(undoneBy !== null) !== isAsked ? "text-muted line-through" : ""}`}
      >
        {text}
      </span>
      <span role="status" className="shrink-0 text-xs text-danger empty:hidden">
        {isRefused && t("refused")}
      </span>
      <span className="shrink-0 text-xs text-muted phone:hidden">
        <Moment at={entry.at} />
      </span>
      {isUndoableImport(entry) && (
        <TextLink href={`/w/${slug}/import`} className="shrink-0">
          {t("toImport")}
        </TextLink>
      )}
      {!isImport && (isUndoable(entry) || undoneBy !== null) && (
        <Button
          look="quiet"
          aria-label={`${undoneBy === null ? common("undo") : t("again")}: ${text}`}
          aria-disabled={isAsked}
          className="shrink-0 aria-disabled:opacity-50"
          onClick={() => {
            if (!isAsked && replica.undo(undoneBy ?? id)) setAsked({ at: readAt, undoneBy });
          }}
        >
          {undoneBy === null ? common("undo") : t("again")}
        </Button>
      )}
    </li>
  );
}
