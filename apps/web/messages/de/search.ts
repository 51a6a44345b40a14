import type { Messages } from "../messages.ts";

export const search: Messages["search"] = {
  title: "Suche",
  label: "Titel, Beschreibungen und Kommentare durchsuchen",
  placeholder: "Aufgaben suchen",
  begin: "Finde jede Aufgabe",
  beginText: "Tippe ein paar Wörter aus Titel, Beschreibung oder Kommentar.",
  searching: "Suche läuft …",
  nothing: "Keine Ergebnisse für „{text}“",
  nothingText: "Alle Wörter müssen vorkommen. Versuche es mit weniger Wörtern oder nur ihren Anfängen.",
  results: "Suchergebnisse",
  count:
    "{hasMore, select, yes {Mehr als } other {}}{count, plural, =0 {nichts gefunden} one {# Aufgabe gefunden} other {# Aufgaben gefunden}}",
  matched: { title: "im Titel", description: "in der Beschreibung", comment: "in einem Kommentar" },
};
