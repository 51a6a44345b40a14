"use client";

import { addDays, instantOf, isDay } from "@docket/schema/day";
import type { Day, TimeZone } from "@docket/schema/day";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { replaceAddress, useSearch } from "../../navigation/address.tsx";
import { useTRPC, useTRPCClient } from "../../trpc/react.ts";
import { MoreButton } from "../../ui/more-button.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { Select } from "../../ui/select.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { DateField } from "../date-picker/date-field.tsx";
import { EVENT_KINDS, OUTCOMES } from "./event-kind.ts";
import { EventTable } from "./event-table.tsx";
import { eventPages } from "./paging.ts";

/** Maximum number of users offered in the filter. The log itself contains the events of all users. */
const MAX_PEOPLE = 100;

/** The security log, filtered by event, outcome, user and date. The filter is stored in the URL. */
export function SecurityLog() {
  const { timeZone } = useViewer();
  const trpc = useTRPC();
  const t = useTranslations("administration");
  const common = useTranslations("general");
  const search = useSearch();
  const people = useQuery(trpc.user.list.queryOptions({ limit: MAX_PEOPLE })).data?.items ?? [];
  const kind = EVENT_KINDS.find((other) => other === search.get("kind"));
  const outcome = OUTCOMES.find((other) => other === search.get("outcome"));
  const userId = people.find(({ id }) => id === search.get("person"))?.id;
  const [from, to] = [dayIn(search.get("from")), dayIn(search.get("to"))];
  const input = { kind, outcome, userId, from: startOfDay(from, 0, timeZone), to: startOfDay(to, 1, timeZone) };
  const events = useInfiniteQuery(eventPages(useTRPCClient(), input));
  const pages = events.data?.pages ?? [];
  const items = pages.flatMap((page) => page.items);
  const names = new Map(pages.flatMap((page) => Object.entries(page.names)));
  return (
    <section className="mb-10">
      <PageHeading title={t("security.title")} text={t("security.text")} />
      <div className="mb-4 grid gap-3 sm:grid-cols-3 phone:grid-cols-1">
        <Select
          label={t("security.kind")}
          value={kind ?? ""}
          onChange={(event) => setFilter("kind", event.currentTarget.value)}
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
          onChange={(event) => setFilter("person", event.currentTarget.value)}
        >
          <option value="">{t("security.anyone")}</option>
          {people.map(({ id, name, email }) => (
            <option key={id} value={id}>
              {email === null ? t("users.gone") : `${name} (${email})`}
            </option>
          ))}
        </Select>
        <Select
          label={t("security.outcome")}
          value={outcome ?? ""}
          onChange={(event) => setFilter("outcome", event.currentTarget.value)}
        >
          <option value="">{t("security.all")}</option>
          {OUTCOMES.map((other) => (
            <option key={other} value={other}>
              {t(`security.outcomes.${other}`)}
            </option>
          ))}
        </Select>
        <DateField label={t("security.from")} value={from} onChange={(day) => setFilter("from", day)} />
        <DateField label={t("security.to")} value={to} onChange={(day) => setFilter("to", day)} />
      </div>
      {events.isPending && <Skeleton label={common("loading")} rows={8} />}
      {events.isSuccess && items.length === 0 && <p className="text-muted">{t("security.none")}</p>}
      {items.length > 0 && <EventTable events={items} names={names} />}
      <MoreButton list={events} text={t("showMore")} />
    </section>
  );
}

/** Sets a filter in the URL's query string, or removes it if the value is empty. */
function setFilter(name: string, value: string | null): void {
  const search = new URLSearchParams(window.location.search);
  if (value === null || value === "") search.delete(name);
  else search.set(name, value);
  replaceAddress(`${window.location.pathname}${search.size > 0 ? `?${search}` : ""}`);
}

/** Returns a day from the URL; null if it is missing or not a valid day. */
function dayIn(text: string | null): Day | null {
  return text !== null && isDay(text) ? text : null;
}

/**
 * Returns the ISO timestamp of the start of a day; undefined if there is no day.
 *
 * @param daysLater number of days to add to the day
 */
function startOfDay(day: Day | null, daysLater: number, timeZone: TimeZone): string | undefined {
  return day === null ? undefined : instantOf(addDays(day, daysLater), "00:00", timeZone).toISOString();
}
