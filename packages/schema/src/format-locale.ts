import type { Locale } from "./locale.ts";
import { bestLocale } from "./locale.ts";

/** The hours of a clock with which times are written. */
export const CLOCKS = ["12", "24"] as const;
export type Clock = (typeof CLOCKS)[number];

/** The part with which dates begin. */
export const DATE_ORDERS = ["day", "month"] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/**
 * Language tags whose dates begin with the day or with the month. German has only the former: no country writes German
 * dates with the month first.
 */
const TAGS: Readonly<Record<Locale, { day: string; month?: string }>> = {
  en: { day: "en-GB", month: "en-US" },
  de: { day: "de" },
};

/** The settings of an account that determine how dates and times are written. Null follows the locale. */
export type FormatSettings = { locale: string; clock: Clock | null; dateOrder: DateOrder | null };

/**
 * Returns the language tag with which `Intl` writes dates and times for an account, for example `en-GB-u-hc-h12`. Its
 * language is that of the texts around them.
 */
export function formatLocale({ locale, clock, dateOrder }: FormatSettings): string {
  const language = bestLocale([locale]);
  const regional = languageOf(locale) === language ? locale : language;
  const hasOrder = dateOrder === null || dateOrderOf(regional) === dateOrder;
  const tag = hasOrder ? regional : (TAGS[language][dateOrder] ?? regional);
  // A tag with another order must not change the clock.
  const hours = clock ?? (tag === regional ? null : clockOf(regional));
  return hours === null ? tag : new Intl.Locale(tag, { hourCycle: hours === "12" ? "h12" : "h23" }).toString();
}

/** Returns the clock of a language tag. */
export function clockOf(tag: string): Clock {
  const { hour12 } = new Intl.DateTimeFormat(tag, { hour: "numeric", timeZone: "UTC" }).resolvedOptions();
  return hour12 === true ? "12" : "24";
}

/** Returns whether dates of a language tag begin with the day or with the month. */
export function dateOrderOf(tag: string): DateOrder {
  const format = new Intl.DateTimeFormat(tag, { month: "short", day: "numeric", timeZone: "UTC" });
  const first = format.formatToParts(0).find(({ type }) => type === "day" || type === "month");
  return first?.type === "month" ? "month" : "day";
}

/** Returns the orders in which dates of a language can be written. */
export function dateOrdersIn(language: Locale): DateOrder[] {
  return TAGS[language].month === undefined ? ["day"] : ["day", "month"];
}

const MONDAY = 1;

/**
 * Returns the day with which weeks begin in the region of a language tag (ISO 8601: 1 is Monday). Without a region, it
 * is Monday.
 */
export function weekStartOf(tag: string): number {
  const locale = new Intl.Locale(tag);
  if (locale.region === undefined) return MONDAY;
  // A function in the standard, but a property in older versions of Node.
  const known = locale as Intl.Locale & { weekInfo?: WeekInfo; getWeekInfo?: () => WeekInfo };
  return (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? MONDAY;
}

type WeekInfo = { firstDay: number };

function languageOf(tag: string): string {
  return new Intl.Locale(tag).language;
}
