import type { Messages } from "../messages.ts";

export const calendar: Messages["calendar"] = {
  range: "Zeitraum",
  ranges: { month: "Monat", week: "Woche" },
  today: "Heute",
  monthBefore: "Voriger Monat",
  monthAfter: "Nächster Monat",
  weekBefore: "Vorige Woche",
  weekAfter: "Nächste Woche",
  days: "Wochentage",
  day: "{day}, {count, plural, =0 {keine Aufgaben} one {# Aufgabe} other {# Aufgaben}}",
  load: "{day}{count, plural, =-1 {} =0 {, keine Aufgaben} one {, # Aufgabe} other {, # Aufgaben}}",
  addOn: "Aufgabe am {day} hinzufügen",
  more: "+{count, number} weitere",
  allOn: "Alle {count, number} Aufgaben am {day}",
  undated: "Ohne Datum",
  undatedHint: "Setze mit D das Datum einer Aufgabe.",
  nothingOn: "Keine Aufgaben an diesem Tag",
  nothingUndated: "Jede Aufgabe hat ein Datum",
};
