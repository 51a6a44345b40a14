"use client";

import { uuidv7 } from "@docket/schema/uuid";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { copyText } from "../../ui/copy-text.ts";
import { useNotice } from "../../ui/notice.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { PageSection } from "../../ui/page-section.tsx";
import { SecretText } from "../../ui/secret-text.tsx";
import { useReauthentication } from "../session/use-reauthentication.tsx";
import { TokenForm } from "./token-form.tsx";
import type { TokenOptions } from "./token-form.tsx";
import { TokenLine } from "./token-line.tsx";

/** Section for creating API tokens, viewing each secret once, and revoking tokens. */
export function ApiTokens() {
  const errorMessage = useErrorMessage();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const notice = useNotice();
  const t = useTranslations("settings");
  const fresh = useReauthentication();
  const tokens = useQuery(trpc.apiToken.list.queryOptions({ limit: 100 }));
  const [secret, setSecret] = useState<string | null>(null);
  const refresh = () => queryClient.invalidateQueries(trpc.apiToken.pathFilter());
  const onError = (error: unknown) => notice({ text: errorMessage(error), tone: "danger" });
  const create = useMutation({
    mutationFn: (options: TokenOptions) => fresh.run(() => client.apiToken.create.mutate({ id: uuidv7(), ...options })),
    onSuccess: async (createdToken) => {
      if (createdToken === null) return;
      setSecret(createdToken.token);
      await refresh();
    },
    onError,
  });
  const revoke = useMutation(
    trpc.apiToken.revoke.mutationOptions({
      onSuccess: async () => {
        await refresh();
        notice({ text: t("tokens.revoked"), tone: "plain" });
      },
      onError,
    }),
  );
  const items = tokens.data?.items ?? [];
  return (
    <>
      <section className="mb-10">
        <PageHeading title={t("tokens.title")} text={t("tokens.text")} />
        {items.length === 0 && <p className="text-muted">{t("tokens.none")}</p>}
        <ul>
          {items.map((token) => (
            <TokenLine
              key={token.id}
              token={token}
              isBusy={revoke.isPending}
              onRevoke={() => revoke.mutate({ id: token.id })}
            />
          ))}
        </ul>
      </section>
      <PageSection title={t("tokens.make")}>
        {secret && (
          <div className="mb-4">
            <SecretText
              label={t("tokens.made")}
              value={secret}
              copy={t("copy")}
              onCopy={() => {
                copyText(secret);
                notice({ text: t("copied"), tone: "plain" });
              }}
            />
          </div>
        )}
        {/* The key resets the form after each token is created. */}
        <TokenForm key={secret} isBusy={create.isPending} onCreate={(options) => create.mutate(options)} />
      </PageSection>
      {fresh.dialog}
    </>
  );
}
