"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslations } from "use-intl";
import { useTRPCClient } from "../../trpc/react.ts";
import { Field } from "../../ui/field.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { PageSection } from "../../ui/page-section.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useFormatMoment } from "../../ui/use-format-moment.ts";
import { pendingPages } from "./paging.ts";

/** People who were sent a registration link and have not used it yet. */
export function PendingPeople() {
  const t = useTranslations("administration");
  const common = useTranslations("general");
  const moment = useFormatMoment();
  const [query, setQuery] = useState("");
  const input = { query: useDeferredValue(query) };
  const people = useInfiniteQuery({
    ...pendingPages(useTRPCClient(), input),
    placeholderData: keepPreviousData,
  });
  const items = people.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <PageSection title={t("invitations.open")} text={t("invitations.openText")}>
      <Field
        label={t("invitations.search")}
        type="search"
        value={query}
        maxLength={100}
        autoComplete="off"
        className="mb-3 max-w-lg"
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      {people.isPending && <Skeleton label={common("loading")} rows={3} />}
      {people.isSuccess && items.length === 0 && <p className="text-muted">{t("invitations.none")}</p>}
      <ul>
        {items.map(({ email, kind, createdAt, expiresAt }) => (
          <li key={`${email} ${createdAt}`} className="border-t border-line py-2">
            <p className="break-words">{email}</p>
            <p className="text-sm text-muted">
              {t(`invitations.kinds.${kind}`)} · {t("mail.until", { when: moment(expiresAt) })}
            </p>
          </li>
        ))}
      </ul>
      <MoreButton list={people} text={t("showMore")} />
    </PageSection>
  );
}
