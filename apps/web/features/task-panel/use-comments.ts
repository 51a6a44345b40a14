"use client";

import type { Comment } from "@docket/schema/comment";
import type { ListedTask } from "@docket/schema/task";
import { useInfiniteQuery } from "@tanstack/react-query";
import { commentList } from "../../replica/entity-list.ts";
import { useAreRowsCurrent } from "../../replica/use-rows.ts";
import { useTRPCClient } from "../../trpc/react.ts";
import { useTaskDetails } from "./use-task-details.ts";

/** The comments of a task, oldest first. */
type CommentList = {
  items: readonly Comment[];
  status: "pending" | "error" | "success";
  error: unknown;
  /** Loads the next page. Null if there is none. */
  loadMore: (() => void) | null;
  isLoadingMore: boolean;
  retry: () => void;
};

/**
 * Returns the comments of a task from the replica. Until it has loaded, they are those in the HTML. If there are more
 * than the replica holds, they are read from the server, page by page.
 */
export function useComments({ workspaceId, id }: ListedTask): CommentList {
  const details = useTaskDetails(id);
  const isLoaded = useAreRowsCurrent();
  const held = details?.hasMoreComments === false ? details.comments : null;
  const enabled = details ? held === null : !isLoaded;
  const listed = useInfiniteQuery({ ...commentList(useTRPCClient(), workspaceId, id), enabled });
  const retry = () => void listed.refetch();
  // A stored copy can be older than the HTML.
  if (held && (isLoaded || !listed.data))
    return { items: held, status: "success", error: null, loadMore: null, isLoadingMore: false, retry };
  return {
    items: listed.data?.pages.flatMap((page) => page.items) ?? [],
    status: listed.status,
    error: listed.error,
    loadMore: listed.hasNextPage ? () => void listed.fetchNextPage() : null,
    isLoadingMore: listed.isFetchingNextPage,
    retry,
  };
}
