"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { useTRPC } from "../../trpc/react.ts";
import { MoreButton } from "../../ui/more-button.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { Select } from "../../ui/select.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { EVENT_KINDS } from "./event-kind.ts";
import { EventTable } from "./event-table.tsx";
import { FIRST_PAGE, nextPage } from "./paging.ts";

/** People to choose from; more are found by their account's page. */
const MOST_PEOPLE = 100;

/** What happened that matters to security, searched by what and by whom. The search stands in the address. */
export function SecurityLog() {
  const trpc = useTRPC();
  const t = useTranslations("administration");
  const common = useTranslations("common");
  const search = useSearchParams();
  const people = useQuery(trpc.user.list.queryOptions({ limit: MOST_PEOPLE })).data?.items ?? [];
  const kind = EVENT_KINDS.find((other) => other === search.get("kind"));
  const userId = people.find(({ id }) => id === search.get("person"))?.id;
  const asked = { ...FIRST_PAGE, ...(kind && { kind }), ...(userId && { userId }) };
  const events = useInfiniteQuery(trpc.securityEvent.list.infiniteQueryOptions(asked, { getNextPageParam: nextPage }));
  const items = events.data?.pages.flatMap((page) => page.items) ?? [];
  const names = new Map(people.map(({ id, name }) => [id, name || t("users.gone")]));
  return (
    <section className="mb-10">
      <PageHeading title={t("security.title")} text={t("security.text")} />
      <div className="mb-3 grid gap-3 sm:grid-cols-2">
        <Select
          label={t("security.kind")}
          value={kind ?? ""}
          onChange={(event) => look("kind", event.currentTarget.value)}
        >
          <option value="">{t("security.all")}</option>
          {EVENT_KINDS.map((other) => (
            <option key={other} value={other}>
              {t(`security.kinds.${other}`)}
            </option>
          ))}
        </Select>
        <Select
          label={t("security.person")}
          value={userId ?? ""}
          onChange={(event) => look("person", event.currentTarget.value)}
        >
          <option value="">{t("security.anyone")}</option>
          {people.map(({ id, name, email }) => (
            <option key={id} value={id}>
              {email === null ? t("users.gone") : `${name} (${email})`}
            </option>
          ))}
        </Select>
      </div>
      {events.isPending && <Skeleton label={common("loading")} rows={8} />}
      {events.isSuccess && items.length === 0 && <p className="text-muted">{t("security.none")}</p>}
      {items.length > 0 && <EventTable events={items} names={names} />}
      <MoreButton list={events} text={t("showMore")} />
    </section>
  );
}

/** Puts a condition into the address, or takes it out. */
function look(name: string, value: string): void {
  const search = new URLSearchParams(window.location.search);
  if (value === "") search.delete(name);
  else search.set(name, value);
  window.history.replaceState(null, "", `${window.location.pathname}${search.size > 0 ? `?${search}` : ""}`);
}
