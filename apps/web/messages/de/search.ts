import type { Messages } from "../messages.ts";

export const search: Messages["search"] = {
  title: "Suche",
  label: "Wörter in Titeln, Beschreibungen und Kommentaren",
  placeholder: "Aufgaben suchen",
  begin: "Finde jede Aufgabe",
  beginText: "Tippe ein paar Wörter aus Titel, Beschreibung oder Kommentar.",
  searching: "Suche läuft …",
  nothing: "Nichts gefunden für „{text}“",
  nothingText: "Jedes Wort muss vorkommen. Versuche weniger, oder nur die Wortanfänge.",
  results: "Gefunden",
  count:
    "{hasMore, select, yes {Mehr als } other {}}{count, plural, =0 {nichts gefunden} one {# Aufgabe gefunden} other {# Aufgaben gefunden}}",
  matched: { title: "im Titel", description: "in der Beschreibung", comment: "in einem Kommentar" },
};
