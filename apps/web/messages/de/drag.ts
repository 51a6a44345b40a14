import type { Messages } from "../messages.ts";

export const drag: Messages["drag"] = {
  handle: "{title} verschieben",
  roleDescription: "Griff zum Ziehen",
  lifted:
    "{count, plural, one {„{title}“ aufgenommen.} other {# Aufgaben aufgenommen.}} Pfeiltasten bewegen, Leertaste legt ab, Escape bricht ab.",
  at: "Jetzt in {name}, Platz {position, number} von {count, number}.",
  below: "Jetzt unter „{title}“.",
  in: "Jetzt in {name}.",
  onDay: "Jetzt am {day}.",
  allDay: "Jetzt am {day}, ganztägig.",
  atTime: "Jetzt am {day}, um {time}.",
  noDay: "Ohne Datum",
  nowhere: "Hier kannst du nichts ablegen.",
  dropped: "{count, plural, one {„{title}“ abgelegt.} other {# Aufgaben abgelegt.}}",
  sorted:
    "Diese Liste wird automatisch sortiert. Um Aufgaben neu zu ordnen, sortiere ein Projekt manuell, ohne Gruppen oder nach Abschnitten gruppiert.",
  unchanged: "An der ursprünglichen Stelle abgelegt.",
  cancelled: "Abgebrochen. Es wurde nichts verschoben.",
  more: "{count, plural, one {# Aufgabe} other {# Aufgaben}}",
};
