import type { Messages } from "../messages.ts";

export const calendar: Messages["calendar"] = {
  range: "Wie viel zu sehen ist",
  ranges: { month: "Monat", week: "Woche" },
  today: "Heute",
  monthBefore: "Monat davor",
  monthAfter: "Monat danach",
  weekBefore: "Woche davor",
  weekAfter: "Woche danach",
  days: "Wochentage",
  day: "{day}, {count, plural, =0 {keine Aufgaben} one {# Aufgabe} other {# Aufgaben}}",
  addOn: "Aufgabe am {day} hinzufügen",
  more: "+{count, number} weitere",
  allOn: "Alle {count, number} Aufgaben am {day}",
  undated: "Ohne Datum",
  undatedHint: "Gib einer Aufgabe mit D einen Tag.",
  nothingOn: "Nichts an diesem Tag.",
  nothingUndated: "Jede Aufgabe hat ein Datum.",
};
