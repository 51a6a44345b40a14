"use client";

import type { Account } from "@docket/schema/account";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslations } from "use-intl";
import { useTRPCClient } from "../../trpc/react.ts";
import { Field } from "../../ui/field.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { SecretText } from "../../ui/secret-text.tsx";
import { Select } from "../../ui/select.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { userPages } from "./paging.ts";
import { useAccountActions } from "./use-account-actions.tsx";
import { UserLine } from "./user-line.tsx";

const STATUSES = ["active", "suspended", "deleted"] as const;

/** The accounts of the instance, searchable by name, email address and status, each with its menu of actions. */
export function UserSearch({ me }: { me: Account }) {
  const t = useTranslations("administration");
  const common = useTranslations("general");
  const [query, setQuery] = useState("");
  const [status, setStatus] = useState<(typeof STATUSES)[number] | undefined>();
  const accountActions = useAccountActions();
  const input = { query: useDeferredValue(query), ...(status && { status }) };
  const users = useInfiniteQuery({
    ...userPages(useTRPCClient(), input),
    placeholderData: keepPreviousData,
  });
  const items = users.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="mb-10">
      <PageHeading title={t("users.title")} />
      <div className="mb-3 flex flex-wrap gap-3">
        <Field
          label={t("users.search")}
          type="search"
          value={query}
          maxLength={100}
          autoComplete="off"
          className="min-w-48 flex-1"
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <Select
          label={t("users.status")}
          value={status ?? ""}
          onChange={(event) => setStatus(STATUSES.find((other) => other === event.currentTarget.value))}
        >
          <option value="">{t("users.everybody")}</option>
          {STATUSES.map((other) => (
            <option key={other} value={other}>
              {t(`users.statuses.${other}`)}
            </option>
          ))}
        </Select>
      </div>
      {accountActions.made && (
        <div className="mb-3">
          <SecretText
            label={t("users.resetMade", { name: accountActions.made.name })}
            value={accountActions.made.link}
            copy={t("users.copy")}
            onCopy={accountActions.copy}
          />
        </div>
      )}
      {users.isPending && <Skeleton label={common("loading")} />}
      {users.isSuccess && items.length === 0 && <p className="text-muted">{t("users.nobody")}</p>}
      <ul>
        {items.map((user) => (
          <UserLine key={user.id} user={user} me={me} accountActions={accountActions} />
        ))}
      </ul>
      <MoreButton list={users} text={t("showMore")} />
      {accountActions.dialog}
    </section>
  );
}
