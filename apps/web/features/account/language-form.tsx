"use client";

import type { Account } from "@docket/schema/account";
import { addDays } from "@docket/schema/day";
import { CLOCKS, DATE_ORDERS } from "@docket/schema/format-locale";
import { LOCALES, LOCALE_NAMES, bestLocale } from "@docket/schema/locale";
import { useLocale, useTranslations } from "use-intl";
import { formatDayAs } from "../../entities/task/format.ts";
import { useRefresh } from "../../navigation/use-navigate.ts";
import { useTRPCClient } from "../../trpc/react.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { useNotice } from "../../ui/notice.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { Select } from "../../ui/select.tsx";
import { useSubmit } from "../session/use-submit.ts";
import { FormatFields } from "./format-fields.tsx";

const A_MONDAY = "2024-01-01";

type LanguageFormProps = {
  account: Account;
  /** IANA names of all time zones that the server supports. */
  timeZones: readonly string[];
};

/**
 * Form for the interface language, the time zone that determines when days begin, the first day of the week, and how
 * dates and times are written.
 */
export function LanguageForm({ account, timeZones }: LanguageFormProps) {
  const client = useTRPCClient();
  const refresh = useRefresh();
  const notice = useNotice();
  const t = useTranslations("settings");
  const common = useTranslations("general");
  const weekdays = useWeekdays();
  const chosen = bestLocale([account.locale]);
  const { onSubmit, problem, isBusy } = useSubmit(async (field) => {
    const locale = field("locale");
    const isLocaleChanged = locale !== chosen;
    await client.account.update.mutate({
      // Keep a more specific tag such as de-AT unless the user chooses another language.
      ...(isLocaleChanged ? { locale } : {}),
      timeZone: field("timeZone"),
      weekStart: Number(field("weekStart")),
      clock: CLOCKS.find((clock) => clock === field("clock")) ?? null,
      dateOrder: DATE_ORDERS.find((order) => order === field("dateOrder")) ?? null,
    });
    // Messages are rendered on the server, so changing the language requires a reload.
    if (isLocaleChanged) window.location.reload();
    else refresh();
    notice({ text: t("saved"), tone: "plain" });
  });
  return (
    <section className="mb-10">
      <PageHeading title={t("language.title")} />
      <form className="flex max-w-md flex-col gap-4" onSubmit={onSubmit}>
        {problem && <Alert>{problem}</Alert>}
        <Select label={t("language.language")} name="locale" defaultValue={chosen}>
          {LOCALES.map((locale) => (
            <option key={locale} value={locale} lang={locale}>
              {LOCALE_NAMES[locale]}
            </option>
          ))}
        </Select>
        <Select
          label={t("language.timeZone")}
          hint={t("language.timeZoneHint")}
          name="timeZone"
          defaultValue={account.timeZone}
        >
          {timeZones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </Select>
        <Select label={t("language.weekStart")} name="weekStart" defaultValue={account.weekStart}>
          {weekdays.map((name, index) => (
            <option key={name} value={index + 1}>
              {name}
            </option>
          ))}
        </Select>
        <FormatFields account={account} language={chosen} />
        <Button type="submit" disabled={isBusy} className="self-start">
          {common("save")}
        </Button>
      </form>
    </section>
  );
}

/** Returns the names of the weekdays, starting with Monday. */
function useWeekdays(): string[] {
  const locale = useLocale();
  return Array.from({ length: 7 }, (_, index) => formatDayAs("fullWeekday", addDays(A_MONDAY, index), locale));
}
