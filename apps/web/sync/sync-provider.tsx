"use client";

import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { ReactNode, RefObject } from "react";
import { useTRPCClient } from "../trpc/react.ts";
import { lazyCall, importWithRetry } from "../ui/lazy-component.ts";
import type { LiveStatus, followLive } from "./live.ts";
import type { OutboxState } from "./outbox.ts";
import { createSync } from "./sync.ts";
import type { Sync } from "./sync.ts";
import { createWriteStore } from "./write-store.ts";
import type { RefusedWrite } from "./write-store.ts";
import type { Write } from "./write.ts";

type SyncValue = {
  sync: Sync;
  live: LiveStatus;
  closedBy: "workspace" | "credential" | null;
  /** Receives other people's changes; absent until it is loaded. */
  feed: RefObject<ReturnType<typeof followLive> | undefined>;
};

const nounEffects = lazyCall(() => import("./noun-effect.ts"));

const SyncContext = createContext<SyncValue | null>(null);

function useSyncValue(): SyncValue {
  const value = useContext(SyncContext);
  if (!value) throw new Error("There is no SyncProvider.");
  return value;
}

/** The way of all changes of this workspace. */
export function useSync(): Sync {
  return useSyncValue().sync;
}

const NONE: readonly RefusedWrite[] = [];

/** What the server has refused of what I typed. */
export function useRefusedWrites(): readonly RefusedWrite[] {
  const { refused } = useSync();
  return useSyncExternalStore(refused.subscribe, refused.list, () => NONE);
}

const QUIET: OutboxState = { status: "idle", unsent: 0 };

/** Whether my changes reach the server and other people's reach me, for the status line. */
export function useConnection(): OutboxState & Omit<SyncValue, "sync"> {
  const { sync, live, closedBy, feed } = useSyncValue();
  const outbox = useSyncExternalStore(sync.outbox.subscribe, sync.outbox.state, () => QUIET);
  return { ...outbox, live, closedBy, feed };
}

type SyncProviderProps = {
  workspaceId: string;
  userId: string;
  /** Number of the last change that the page knows of. */
  since: string;
  /** The same ones on every rendering. */
  onAnswer: (write: Write, answer: unknown) => void;
  onRefusal: (write: Write, error: unknown, sync: Sync) => void;
  children: ReactNode;
};

/** Connects a workspace's pages with the server: sends what is changed here, and takes up what others change. */
export function SyncProvider({ workspaceId, userId, since, onAnswer, onRefusal, children }: SyncProviderProps) {
  const queryClient = useQueryClient();
  const client = useTRPCClient();
  // Where this page began; how it goes on is known by the feed itself.
  const [start] = useState(since);
  const [live, setLive] = useState<LiveStatus>("connecting");
  const [closedBy, setClosedBy] = useState<SyncValue["closedBy"]>(null);
  const sync = useMemo(
    () =>
      createSync({
        queryClient,
        client,
        workspaceId,
        userId,
        store: createWriteStore(() => localStorage, userId),
        showOnNouns: (...write) => nounEffects(({ showOnNouns }) => showOnNouns(...write)),
        onAnswer,
        onRefusal,
      }),
    [client, onAnswer, onRefusal, queryClient, userId, workspaceId],
  );

  const feed: SyncValue["feed"] = useRef(undefined);

  useEffect(() => {
    const stop = sync.start();
    let isOver = false;
    // The feed goes on from where the page began, so it may be listened to a moment later.
    void importWithRetry(() => import("./live.ts")).then(({ followLive }) => {
      if (isOver) return;
      feed.current = followLive({
        workspaceId,
        userId,
        since: start,
        onChanges: sync.receive,
        onResync: sync.resync,
        onClosed: setClosedBy,
        onStatus: (status) => {
          setLive(status);
          if (status === "live") {
            setClosedBy(null);
            sync.outbox.retryNow();
          }
        },
      });
    });
    window.addEventListener("online", sync.outbox.retryNow);
    return () => {
      window.removeEventListener("online", sync.outbox.retryNow);
      isOver = true;
      feed.current?.stop();
      stop();
    };
  }, [start, sync, userId, workspaceId]);

  const value = useMemo(() => ({ sync, live, closedBy, feed }), [sync, live, closedBy]);
  return <SyncContext value={value}>{children}</SyncContext>;
}
