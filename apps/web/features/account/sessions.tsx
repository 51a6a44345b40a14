"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../trpc/react.ts";
import { Button } from "../../ui/button.tsx";
import { Moment } from "../../ui/moment.tsx";
import { useNotice } from "../../ui/notice.tsx";
import { useSentence } from "../problem/use-sentence.ts";
import { browserName } from "./browser-name.ts";

/** Where one is signed in, each with a way to end it from here. */
export function Sessions() {
  const sentence = useSentence();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const notice = useNotice();
  const sessions = useQuery(trpc.session.list.queryOptions({ limit: 100 }));
  const after = {
    onSuccess: () => queryClient.invalidateQueries(trpc.session.pathFilter()),
    onError: (error: unknown) => notice({ text: sentence(error), tone: "danger" }),
  };
  const end = useMutation(trpc.session.revoke.mutationOptions(after));
  const endOthers = useMutation(trpc.session.revokeMany.mutationOptions(after));
  const items = sessions.data?.items ?? [];
  return (
    <section aria-labelledby="sessions" className="mb-10">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h2 id="sessions" className="text-lg font-semibold">
          Signed in on
        </h2>
        {items.length > 1 && (
          <Button disabled={endOthers.isPending} onClick={() => endOthers.mutate({ which: "others" })}>
            Sign out everywhere else
          </Button>
        )}
      </div>
      <ul>
        {items.map((session) => {
          const name = session.label || browserName(session.userAgent);
          return (
            <li key={session.id} className="flex items-center justify-between gap-4 border-b border-line py-2">
              <div className="min-w-0">
                <p className="break-words">
                  {name} {session.isCurrent && <span className="text-success">· this browser</span>}
                </p>
                <p className="text-sm text-muted">
                  Last seen <Moment at={session.lastSeenAt} />
                  {session.ipPrefix && ` · ${session.ipPrefix}`}
                </p>
              </div>
              {!session.isCurrent && (
                <Button
                  look="danger"
                  aria-label={`Sign out ${name}`}
                  disabled={end.isPending}
                  onClick={() => end.mutate({ id: session.id })}
                >
                  Sign out
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
