"use client";

import type { Account } from "@docket/schema/account";
import { dateOrdersIn, formatLocale } from "@docket/schema/format-locale";
import type { Clock, DateOrder } from "@docket/schema/format-locale";
import { LOCALE_NAMES } from "@docket/schema/locale";
import type { Locale } from "@docket/schema/locale";
import { useTranslations } from "use-intl";
import { formatDayAs, formatTime } from "../../entities/task/format.ts";
import { Select } from "../../ui/select.tsx";

const SAMPLE_TIME = "17:00";
const SAMPLE_DAY = "2026-12-24";

/** Fields for the clock and the order of dates. Each option is shown with an example. */
export function FormatFields({ account, language }: { account: Account; language: Locale }) {
  const t = useTranslations("settings.language");
  const { locale } = account;
  const auto = t("asInLanguage", { language: LOCALE_NAMES[language] });
  const timeAs = (clock: Clock | null) => formatTime(SAMPLE_TIME, formatLocale({ locale, clock, dateOrder: null }));
  const dayAs = (dateOrder: DateOrder | null) =>
    formatDayAs("day", SAMPLE_DAY, formatLocale({ locale, clock: null, dateOrder }));
  const orderNames = { day: t("dayFirst"), month: t("monthFirst") };
  return (
    <>
      <Select label={t("clock")} name="clock" defaultValue={account.clock ?? ""}>
        <option value="">{`${auto} (${timeAs(null)})`}</option>
        <option value="12">{`${t("clock12")} (${timeAs("12")})`}</option>
        <option value="24">{`${t("clock24")} (${timeAs("24")})`}</option>
      </Select>
      <Select label={t("dateOrder")} name="dateOrder" defaultValue={account.dateOrder ?? ""}>
        <option value="">{`${auto} (${dayAs(null)})`}</option>
        {dateOrdersIn(language).map((order) => (
          <option key={order} value={order}>{`${orderNames[order]} (${dayAs(order)})`}</option>
        ))}
      </Select>
    </>
  );
}
