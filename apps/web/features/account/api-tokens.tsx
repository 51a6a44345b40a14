"use client";

import { uuidv7 } from "@docket/schema/uuid";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../trpc/react.ts";
import { hasCode } from "../../trpc/refusal.ts";
import { Button } from "../../ui/button.tsx";
import { Moment } from "../../ui/moment.tsx";
import { useNotice } from "../../ui/notice.tsx";
import { useSentence } from "../problem/use-sentence.ts";
import { PasswordDialog } from "../session/password-dialog.tsx";
import { TokenForm } from "./token-form.tsx";
import type { TokenWish } from "./token-form.tsx";

/** The tokens of one's scripts: make one, see it once, take it back. */
export function ApiTokens() {
  const sentence = useSentence();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const notice = useNotice();
  const tokens = useQuery(trpc.apiToken.list.queryOptions({ limit: 100 }));
  const [secret, setSecret] = useState<string | null>(null);
  /** What waits until the person has proved again who they are. */
  const [waiting, setWaiting] = useState<TokenWish | null>(null);
  const refresh = () => queryClient.invalidateQueries(trpc.apiToken.pathFilter());
  const fail = (error: unknown) => notice({ text: sentence(error), tone: "danger" });
  const create = useMutation(trpc.apiToken.create.mutationOptions());
  const revoke = useMutation(trpc.apiToken.revoke.mutationOptions({ onSuccess: refresh, onError: fail }));

  const make = async (wish: TokenWish) => {
    try {
      const made = await create.mutateAsync({ id: uuidv7(), ...wish });
      setSecret(made.token);
      await refresh();
    } catch (error) {
      if (hasCode(error, "reauthentication_required")) setWaiting(wish);
      else fail(error);
    }
  };

  return (
    <section aria-labelledby="tokens">
      <h2 id="tokens" className="mb-2 text-lg font-semibold">
        API tokens
      </h2>
      <p className="mb-3 text-muted">For scripts and the command line. A token can do no more than you can.</p>
      {secret && (
        <div role="status" className="mb-4 rounded-md border border-line bg-panel p-3">
          <p className="mb-1 font-medium">Your new token. Copy it now, it is not shown again.</p>
          <code className="block break-all select-all">{secret}</code>
        </div>
      )}
      <TokenForm isBusy={create.isPending} onCreate={(wish) => void make(wish)} />
      <ul className="mt-4">
        {tokens.data?.items.map((token) => (
          <li key={token.id} className="flex items-center justify-between gap-4 border-b border-line py-2">
            <div className="min-w-0">
              <p className="break-words">
                {token.name} <code className="text-sm text-muted">{token.prefix}…</code>
              </p>
              <p className="text-sm text-muted">
                {token.scopes.join(", ")} · until <Moment at={token.expiresAt} />
                {token.lastUsedAt ? (
                  <>
                    {" "}
                    · used <Moment at={token.lastUsedAt} />
                  </>
                ) : (
                  " · never used"
                )}
              </p>
            </div>
            <Button
              look="danger"
              aria-label={`Revoke ${token.name}`}
              disabled={revoke.isPending}
              onClick={() => revoke.mutate({ id: token.id })}
            >
              Revoke
            </Button>
          </li>
        ))}
      </ul>
      {waiting && (
        <PasswordDialog
          onClose={() => setWaiting(null)}
          onProved={() => {
            setWaiting(null);
            void make(waiting);
          }}
        />
      )}
    </section>
  );
}
