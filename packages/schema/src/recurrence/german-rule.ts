import type { RuleLanguage } from "./rule-language.ts";

const EVERY = { daily: "jeden Tag", weekly: "jede Woche", monthly: "jeden Monat", yearly: "jedes Jahr" };
const EVERY_SECOND = {
  daily: "jeden zweiten Tag",
  weekly: "jede zweite Woche",
  monthly: "jeden zweiten Monat",
  yearly: "jedes zweite Jahr",
};
const UNIT = { daily: "Tag", weekly: "Woche", monthly: "Monat", yearly: "Jahr" };
const UNITS = { daily: "Tage", weekly: "Wochen", monthly: "Monate", yearly: "Jahre" };
const STEMS = ["", "erst", "zweit", "dritt", "viert", "fünft", "sechst", "siebt", "acht", "neunt", "zehnt"];

/** Returns an ordinal number without its ending; "13." has none. */
function ordinalStem(position: number): string {
  if (position > 0) return STEMS[position] ?? `${position}.`;
  if (position >= -2) return position === -1 ? "letzt" : "vorletzt";
  return `${STEMS[-position] ?? `${-position}.-`}letzt`;
}

function ordinal(position: number, ending = "en"): string {
  const stem = ordinalStem(position);
  return stem.endsWith(".") ? stem : `${stem}${ending}`;
}

/** German descriptions of recurrence rules. */
export const germanRule: RuleLanguage = {
  and: "und",
  or: "oder",
  every: (frequency, interval) => {
    if (interval === 1) return EVERY[frequency];
    return interval === 2 ? EVERY_SECOND[frequency] : `alle ${interval} ${UNITS[frequency]}`;
  },
  everyWeekday: (weekdays, interval) => (interval === 1 ? `jeden ${weekdays}` : `jeden zweiten ${weekdays}`),
  workday: "Werktag",
  onWeekdays: (weekdays) => `am ${weekdays}`,
  onWorkdays: "an Werktagen",
  onEveryWeekday: (weekdays) => `an jedem ${weekdays}`,
  onThe: (days) => `am ${days}`,
  monthDay: (day) => (day > 0 ? `${day}.` : `${ordinal(day)} Tag`),
  ordinal: (position) => ordinal(position),
  ofTheseDays: (days) => `dieser Tage: ${days}`,
  onDate: (dates) => `am ${dates}`,
  ofMonths: (months) => `im ${months}`,
  inMonths: (months) => `im ${months}`,
  ofEveryMonth: "jedes Monats",
  ofTheYear: "des Jahres",
  ifItIs: (days) => `wenn es ${days} ist`,
  conditionDay: (position, weekday) =>
    position === null ? `ein ${weekday}` : `der ${ordinal(position, "e")} ${weekday}`,
  onlyInMonths: (months) => `nur im ${months}`,
  ifThereIsOne: "falls es ihn gibt",
  orLastDay: "in kürzeren Monaten am letzten Tag",
  orDateInOtherYears: (date) => `in anderen Jahren am ${date}`,
  afterCompletion: (frequency, interval) =>
    `${interval} ${interval === 1 ? UNIT[frequency] : UNITS[frequency]} nach Erledigung`,
  countedFromCompletion: "ab Erledigung gezählt",
  // "Uhr" belongs to the 24-hour clock only.
  atTime: (time) => (/[a-z]/i.test(time) ? `um ${time}` : `um ${time} Uhr`),
  timeOf: (place) => `Ortszeit ${place}`,
  times: (count) => (count === 1 ? "einmal" : `${count}-mal`),
  until: (date) => `bis ${date}`,
};
