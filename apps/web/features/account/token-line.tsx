"use client";

import type { ApiToken } from "@docket/schema/api-token";
import { useTranslations } from "use-intl";
import { useProjects } from "../../entities/workspace/use-entities.ts";
import { Button } from "../../ui/button.tsx";
import { useFormatMoment } from "../../ui/use-format-moment.ts";

type TokenLineProps = { token: ApiToken; isBusy: boolean; onRevoke: () => void };

/** One token: its name and prefix, scopes, projects, expiry date and last use. */
export function TokenLine({ token, isBusy, onRevoke }: TokenLineProps) {
  const t = useTranslations("settings.tokens");
  const moment = useFormatMoment();
  const { byId } = useProjects();
  const names = token.limit?.projectIds.map((id) => byId.get(id)?.name);
  const where =
    names === undefined
      ? null
      : names.every((name) => name !== undefined)
        ? names.join(", ")
        : t("limited", { count: names.length });
  const facts = [
    token.scopes.join(", "),
    where,
    t("until", { when: moment(token.expiresAt) }),
    token.lastUsedAt === null ? t("neverUsed") : t("used", { when: moment(token.lastUsedAt) }),
  ];
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-line py-2.5">
      <div className="min-w-0">
        <p className="break-words">
          <bdi>{token.name}</bdi> <code className="text-sm text-muted">{token.prefix}…</code>
        </p>
        <p className="text-sm break-words text-muted">{facts.filter(Boolean).join(" · ")}</p>
      </div>
      <Button look="danger" aria-label={t("revokeNamed", { name: token.name })} disabled={isBusy} onClick={onRevoke}>
        {t("revoke")}
      </Button>
    </li>
  );
}
