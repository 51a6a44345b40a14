import { expect, test } from "vitest";
import { describeRule } from "./describe-rule.ts";
import type { DescribeOptions } from "./describe-rule.ts";
import { isRule, parseRule } from "./rule-text.ts";
import type { Rule } from "./rule.ts";

function ruleOf(text: string): Rule {
  const rule = parseRule(text);
  if (!isRule(rule)) throw new Error(`${text}: ${rule.part}`);
  return rule;
}

const describeIn = (locale: string, text: string, options: Partial<DescribeOptions> = {}) =>
  describeRule(ruleOf(text), { ...options, locale });

test.each([
  // Days and weeks
  ["FREQ=DAILY", "every day", "jeden Tag"],
  ["FREQ=DAILY;INTERVAL=2", "every second day", "jeden zweiten Tag"],
  ["FREQ=DAILY;INTERVAL=10", "every 10 days", "alle 10 Tage"],
  ["FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "every weekday", "jeden Werktag"],
  ["FREQ=DAILY;BYDAY=SA,SU", "every Saturday and Sunday", "jeden Samstag und Sonntag"],
  ["FREQ=DAILY;BYMONTHDAY=1,15", "every month on the 1st and 15th", "jeden Monat am 1. und 15."],
  ["FREQ=DAILY;BYMONTH=7,8", "every day, only in July and August", "jeden Tag, nur im Juli und August"],
  [
    "FREQ=DAILY;INTERVAL=3;BYDAY=MO,WE",
    "every 3 days, if it is a Monday or a Wednesday",
    "alle 3 Tage, wenn es ein Montag oder ein Mittwoch ist",
  ],
  ["FREQ=DAILY;INTERVAL=2;BYMONTHDAY=1", "every second day, on the 1st", "jeden zweiten Tag, am 1."],
  ["FREQ=WEEKLY", "every week", "jede Woche"],
  ["FREQ=WEEKLY;INTERVAL=2", "every second week", "jede zweite Woche"],
  ["FREQ=WEEKLY;INTERVAL=6", "every 6 weeks", "alle 6 Wochen"],
  ["FREQ=WEEKLY;BYDAY=TU", "every Tuesday", "jeden Dienstag"],
  ["FREQ=WEEKLY;BYDAY=MO,WE,FR", "every Monday, Wednesday and Friday", "jeden Montag, Mittwoch und Freitag"],
  ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday", "jeden Werktag"],
  ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "every day", "jeden Tag"],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU", "every second Tuesday and Sunday", "jeden zweiten Dienstag und Sonntag"],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR", "every second week on weekdays", "jede zweite Woche an Werktagen"],
  ["FREQ=WEEKLY;INTERVAL=3;BYDAY=MO", "every 3 weeks on Monday", "alle 3 Wochen am Montag"],
  [
    "FREQ=WEEKLY;INTERVAL=4;BYDAY=MO,TH",
    "every 4 weeks on Monday and Thursday",
    "alle 4 Wochen am Montag und Donnerstag",
  ],
  ["FREQ=WEEKLY;BYDAY=SU;BYMONTH=12", "every Sunday, only in December", "jeden Sonntag, nur im Dezember"],
  [
    "FREQ=WEEKLY;BYDAY=TU,TH;BYSETPOS=-1",
    "every week on the last Tuesday or Thursday",
    "jede Woche am letzten Dienstag oder Donnerstag",
  ],

  // Months
  ["FREQ=MONTHLY", "every month", "jeden Monat"],
  ["FREQ=MONTHLY;INTERVAL=2", "every second month", "jeden zweiten Monat"],
  ["FREQ=MONTHLY;INTERVAL=18", "every 18 months", "alle 18 Monate"],
  ["FREQ=MONTHLY;BYMONTHDAY=15", "every month on the 15th", "jeden Monat am 15."],
  ["FREQ=MONTHLY;BYMONTHDAY=1,2,3", "every month on the 1st, 2nd and 3rd", "jeden Monat am 1., 2. und 3."],
  ["FREQ=MONTHLY;BYMONTHDAY=11,12,13", "every month on the 11th, 12th and 13th", "jeden Monat am 11., 12. und 13."],
  ["FREQ=MONTHLY;BYMONTHDAY=21,22,23", "every month on the 21st, 22nd and 23rd", "jeden Monat am 21., 22. und 23."],
  ["FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1", "every 3 months on the 1st", "alle 3 Monate am 1."],
  ["FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day", "jeden Monat am letzten Tag"],
  ["FREQ=MONTHLY;BYMONTHDAY=-2", "every month on the second-to-last day", "jeden Monat am vorletzten Tag"],
  ["FREQ=MONTHLY;BYMONTHDAY=-3", "every month on the third-to-last day", "jeden Monat am drittletzten Tag"],
  ["FREQ=MONTHLY;BYMONTHDAY=-7", "every month on the 7th-to-last day", "jeden Monat am siebtletzten Tag"],
  ["FREQ=MONTHLY;BYMONTHDAY=1,-1", "every month on the 1st and last day", "jeden Monat am 1. und letzten Tag"],
  ["FREQ=MONTHLY;BYMONTHDAY=31", "every month on the 31st, if there is one", "jeden Monat am 31., falls es ihn gibt"],
  ["FREQ=MONTHLY;BYMONTHDAY=1,31", "every month on the 1st and 31st", "jeden Monat am 1. und 31."],
  [
    "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
    "every month on the 31st, or the last day of shorter months",
    "jeden Monat am 31., in kürzeren Monaten am letzten Tag",
  ],
  [
    "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1",
    "every month on the 30th, or the last day of shorter months",
    "jeden Monat am 30., in kürzeren Monaten am letzten Tag",
  ],
  [
    "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=28,29;BYSETPOS=-1",
    "every second month on the 29th, or the last day of shorter months",
    "jeden zweiten Monat am 29., in kürzeren Monaten am letzten Tag",
  ],
  ["FREQ=MONTHLY;BYDAY=1MO", "every month on the first Monday", "jeden Monat am ersten Montag"],
  [
    "FREQ=MONTHLY;BYDAY=2TU,4TU",
    "every month on the second Tuesday and fourth Tuesday",
    "jeden Monat am zweiten Dienstag und vierten Dienstag",
  ],
  ["FREQ=MONTHLY;BYDAY=-1FR", "every month on the last Friday", "jeden Monat am letzten Freitag"],
  ["FREQ=MONTHLY;BYDAY=-2SA", "every month on the second-to-last Saturday", "jeden Monat am vorletzten Samstag"],
  [
    "FREQ=MONTHLY;BYDAY=5FR",
    "every month on the fifth Friday, if there is one",
    "jeden Monat am fünften Freitag, falls es ihn gibt",
  ],
  [
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=3WE",
    "every second month on the third Wednesday",
    "jeden zweiten Monat am dritten Mittwoch",
  ],
  ["FREQ=MONTHLY;BYDAY=FR", "every Friday", "jeden Freitag"],
  ["FREQ=MONTHLY;INTERVAL=2;BYDAY=FR", "every second month on every Friday", "jeden zweiten Monat an jedem Freitag"],
  [
    "FREQ=MONTHLY;BYDAY=SU,-1WE",
    "every month on every Sunday and on the last Wednesday",
    "jeden Monat an jedem Sonntag und am letzten Mittwoch",
  ],
  ["FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", "every month on the last Friday", "jeden Monat am letzten Freitag"],
  ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", "every month on the first weekday", "jeden Monat am ersten Werktag"],
  [
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "every month on the last weekday",
    "jeden Monat am letzten Werktag",
  ],
  ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-1", "every month on the last day", "jeden Monat am letzten Tag"],
  [
    "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1",
    "every month on the first Saturday or Sunday",
    "jeden Monat am ersten Samstag oder Sonntag",
  ],
  [
    "FREQ=MONTHLY;BYDAY=MO,FR;BYSETPOS=1,-1",
    "every month on the first and last Monday or Friday",
    "jeden Monat am ersten und letzten Montag oder Freitag",
  ],
  [
    "FREQ=MONTHLY;BYMONTHDAY=1,8,15;BYSETPOS=2",
    "every month on the second of these days: 1st, 8th and 15th",
    "jeden Monat am zweiten dieser Tage: 1., 8. und 15.",
  ],
  [
    "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
    "every month on the 13th, if it is a Friday",
    "jeden Monat am 13., wenn es ein Freitag ist",
  ],
  [
    "FREQ=MONTHLY;BYMONTHDAY=1,2,3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
    "every month on the first of these days: 1st, 2nd and 3rd, if it is a weekday",
    "jeden Monat am ersten dieser Tage: 1., 2. und 3., wenn es ein Werktag ist",
  ],
  [
    "FREQ=MONTHLY;BYMONTHDAY=1;BYMONTH=1,7",
    "every month on the 1st, only in January and July",
    "jeden Monat am 1., nur im Januar und Juli",
  ],
  ["FREQ=MONTHLY;BYMONTHDAY=1;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12", "every month on the 1st", "jeden Monat am 1."],

  // Years
  ["FREQ=YEARLY", "every year", "jedes Jahr"],
  ["FREQ=YEARLY;INTERVAL=2", "every second year", "jedes zweite Jahr"],
  ["FREQ=YEARLY;INTERVAL=4", "every 4 years", "alle 4 Jahre"],
  ["FREQ=YEARLY;BYMONTH=3", "every year in March", "jedes Jahr im März"],
  ["FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15", "every year on January 15", "jedes Jahr am 15. Januar"],
  [
    "FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=15",
    "every year on January 15 and July 15",
    "jedes Jahr am 15. Januar und 15. Juli",
  ],
  [
    "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=1,15",
    "every year on the 1st and 15th of January, April, July and October",
    "jedes Jahr am 1. und 15. im Januar, April, Juli und Oktober",
  ],
  [
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
    "every year on the last day of February",
    "jedes Jahr am letzten Tag im Februar",
  ],
  [
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "every year on February 29, if there is one",
    "jedes Jahr am 29. Februar, falls es ihn gibt",
  ],
  [
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1",
    "every year on February 29, or February 28 in other years",
    "jedes Jahr am 29. Februar, in anderen Jahren am 28. Februar",
  ],
  ["FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=28,29,30;BYSETPOS=-1", "every year on April 30", "jedes Jahr am 30. April"],
  [
    "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "every year on the last Sunday of October",
    "jedes Jahr am letzten Sonntag im Oktober",
  ],
  [
    "FREQ=YEARLY;BYMONTH=11;BYDAY=TH;BYSETPOS=4",
    "every year on the fourth Thursday of November",
    "jedes Jahr am vierten Donnerstag im November",
  ],
  ["FREQ=YEARLY;BYMONTH=3;BYDAY=MO", "every Monday, only in March", "jeden Montag, nur im März"],
  [
    "FREQ=YEARLY;INTERVAL=2;BYMONTH=3;BYDAY=MO",
    "every second year on every Monday in March",
    "jedes zweite Jahr an jedem Montag im März",
  ],
  ["FREQ=YEARLY;BYDAY=20MO", "every year on the 20th Monday of the year", "jedes Jahr am 20. Montag des Jahres"],
  ["FREQ=YEARLY;BYDAY=-1FR", "every year on the last Friday of the year", "jedes Jahr am letzten Freitag des Jahres"],
  [
    "FREQ=YEARLY;BYDAY=53FR",
    "every year on the 53rd Friday of the year, if there is one",
    "jedes Jahr am 53. Freitag des Jahres, falls es ihn gibt",
  ],
  [
    "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
    "every year on the first weekday of the year",
    "jedes Jahr am ersten Werktag des Jahres",
  ],
  ["FREQ=YEARLY;BYMONTHDAY=15", "every month on the 15th", "jeden Monat am 15."],
  [
    "FREQ=YEARLY;INTERVAL=2;BYMONTHDAY=15",
    "every second year on the 15th of every month",
    "jedes zweite Jahr am 15. jedes Monats",
  ],
  ["FREQ=YEARLY;INTERVAL=2;BYDAY=MO", "every second year on every Monday", "jedes zweite Jahr an jedem Montag"],
  [
    "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=2,3,4,5,6,7,8;BYDAY=TU",
    "every year on the 2nd, 3rd, 4th, 5th, 6th, 7th and 8th of November, if it is a Tuesday",
    "jedes Jahr am 2., 3., 4., 5., 6., 7. und 8. im November, wenn es ein Dienstag ist",
  ],
  [
    "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1;BYDAY=1FR",
    "every year on May 1, if it is the first Friday",
    "jedes Jahr am 1. Mai, wenn es der erste Freitag ist",
  ],
  [
    "FREQ=YEARLY;BYMONTH=1,2;BYSETPOS=1",
    "every year on the first of January and February",
    "jedes Jahr am ersten im Januar und Februar",
  ],

  // Limits
  ["FREQ=DAILY;COUNT=1", "every day, once", "jeden Tag, einmal"],
  ["FREQ=DAILY;COUNT=10", "every day, 10 times", "jeden Tag, 10-mal"],
  [
    "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231",
    "every Monday, until December 31, 2026",
    "jeden Montag, bis 31. Dezember 2026",
  ],
])("describes %s", (text, english, german) => {
  expect(describeIn("en", text)).toBe(english);
  expect(describeIn("de", text)).toBe(german);
});

test.each([
  ["FREQ=DAILY", "every day", "jeden Tag"],
  ["FREQ=WEEKLY;INTERVAL=2", "every second Tuesday", "jeden zweiten Dienstag"],
  ["FREQ=WEEKLY;BYDAY=FR", "every Friday", "jeden Freitag"],
  ["FREQ=MONTHLY", "every month on the 24th", "jeden Monat am 24."],
  ["FREQ=MONTHLY;BYDAY=2MO", "every month on the second Monday", "jeden Monat am zweiten Montag"],
  ["FREQ=YEARLY", "every year on November 24", "jedes Jahr am 24. November"],
  ["FREQ=YEARLY;BYMONTH=1,6", "every year on January 24 and June 24", "jedes Jahr am 24. Januar und 24. Juni"],
])("names the days that %s has because of its start", (text, english, german) => {
  const start = "2026-11-24";
  expect(describeIn("en", text, { start })).toBe(english);
  expect(describeIn("de", text, { start })).toBe(german);
});

test("appends the time in the reader's clock, the place of the zone and the limit", () => {
  const options = { time: "09:00", timeZone: "Europe/Berlin" };
  const text = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU";
  expect(describeIn("en", text, options)).toBe("every second Tuesday and Sunday at 9:00 AM, Berlin time");
  expect(describeIn("en-US-u-hc-h23", text, options)).toBe("every second Tuesday and Sunday at 09:00, Berlin time");
  expect(describeIn("de", text, options)).toBe("jeden zweiten Dienstag und Sonntag um 09:00 Uhr, Ortszeit Berlin");
  expect(describeIn("de-u-hc-h12", text, options)).toBe(
    "jeden zweiten Dienstag und Sonntag um 9:00 AM, Ortszeit Berlin",
  );
  const untilMay = "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;UNTIL=20270501";
  expect(describeIn("en", untilMay, { time: "17:30", timeZone: "America/Argentina/Buenos_Aires" })).toBe(
    "every month on the 31st, or the last day of shorter months, at 5:30 PM, Buenos Aires time, until May 1, 2027",
  );
  expect(describeIn("en", "FREQ=DAILY", { time: "12:00", timeZone: "UTC" })).toBe("every day at 12:00 PM, UTC");
  expect(describeIn("de", "FREQ=DAILY", { time: "00:05" })).toBe("jeden Tag um 00:05 Uhr");
});

test("writes dates in the reader's order", () => {
  const yearly = "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15;UNTIL=20301231";
  expect(describeIn("en-US", yearly)).toBe("every year on January 15, until December 31, 2030");
  expect(describeIn("en-GB", yearly)).toBe("every year on 15 January, until 31 December 2030");
  expect(describeIn("de-AT", "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=15")).toBe("jedes Jahr am 15. Juli");
});

test.each([
  ["FREQ=DAILY", "1 day after completion", "1 Tag nach Erledigung"],
  ["FREQ=DAILY;INTERVAL=3", "3 days after completion", "3 Tage nach Erledigung"],
  ["FREQ=WEEKLY;INTERVAL=2", "2 weeks after completion", "2 Wochen nach Erledigung"],
  ["FREQ=MONTHLY", "1 month after completion", "1 Monat nach Erledigung"],
  ["FREQ=YEARLY;INTERVAL=2;COUNT=5", "2 years after completion, 5 times", "2 Jahre nach Erledigung, 5-mal"],
  ["FREQ=WEEKLY;BYDAY=MO", "every Monday, counted from completion", "jeden Montag, ab Erledigung gezählt"],
])("describes %s from completion", (text, english, german) => {
  const options = { from: "completion", start: "2026-11-24" } as const;
  expect(describeIn("en", text, options)).toBe(english);
  expect(describeIn("de", text, options)).toBe(german);
});
