"use client";

import type { SecurityEvent } from "@docket/schema/security-event";
import { useTranslations } from "use-intl";
import { useFormatMoment } from "../../ui/use-format-moment.ts";
import { EVENT_KINDS } from "./event-kind.ts";

type EventTableProps = { events: readonly SecurityEvent[]; names: ReadonlyMap<string, string> };

/** Security log entries. On a phone, each entry is a block instead of a table row. */
export function EventTable({ events, names }: EventTableProps) {
  const t = useTranslations("administration.security");
  const moment = useFormatMoment();
  const nameOf = (id: string | null) => (id === null ? "" : (names.get(id) ?? id.slice(0, 8)));
  return (
    <table className="w-full text-start phone:block">
      <caption className="sr-only">{t("title")}</caption>
      <thead className="text-sm text-muted phone:sr-only">
        <tr>
          {[t("when"), t("kind"), t("who"), t("whom")].map((title) => (
            <th key={title} scope="col" className="min-w-24 py-1 pe-3 text-start font-medium">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="phone:block">
        {events.map((event) => {
          const kind = EVENT_KINDS.find((other) => other === event.kind);
          return (
            <tr key={event.id} className="border-t border-line align-top phone:block phone:py-2">
              <td className="py-2 pe-3 whitespace-nowrap text-muted tabular-nums phone:block phone:p-0">
                {moment(event.at)}
              </td>
              <td className="py-2 pe-3 phone:block phone:p-0">
                {kind ? t(`kinds.${kind}`) : <code>{event.kind}</code>}
                {event.outcome !== "success" && (
                  <span className="text-danger"> · {t(`outcomes.${event.outcome}`)}</span>
                )}
                <Facts event={event} />
              </td>
              <td dir="auto" className="py-2 pe-3 break-words phone:block phone:p-0">
                {nameOf(event.actorId)}
              </td>
              <td dir="auto" className="py-2 break-words phone:block phone:p-0">
                {event.subjectId === event.actorId ? "" : nameOf(event.subjectId)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The request's network prefix and the event's metadata, untranslated. */
function Facts({ event: { ipPrefix, meta } }: { event: SecurityEvent }) {
  const facts = Object.entries(meta).map(
    ([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  const text = [ipPrefix, ...facts].filter(Boolean).join(" · ");
  return text === "" ? null : <span className="block text-sm break-all text-muted">{text}</span>;
}
