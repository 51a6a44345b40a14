import type { Messages } from "../messages.ts";

export const datePicker: Messages["datePicker"] = {
  words: "Datum in Worten",
  example: "morgen, Freitag, +7d, 2027-01-31",
  unclear: "„{text}“ verstehe ich nicht. Versuch es mit „Freitag“ oder „2027-01-31“.",
  choices: "Vorschläge",
  previousMonth: "Vorheriger Monat",
  nextMonth: "Nächster Monat",
  openCalendar: "Im Kalender auswählen",
  time: "Uhrzeit",
  unclearTime: "„{text}“ verstehe ich nicht. Versuch es mit „17:30“ oder „17 Uhr“.",
  zone: "Zeitzone",
  floating: "Ohne Zeitzone (überall dieselbe Uhrzeit)",
  ownZone: "{zone} (meine Zeitzone)",
  otherZone: "Andere Zeitzone …",
  findZone: "Zeitzonen suchen",
  noZone: "Keine passenden Zeitzonen",
  save: "Datum setzen",
};
