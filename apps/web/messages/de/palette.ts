import type { Messages } from "../messages.ts";

export const palette: Messages["palette"] = {
  title: "Befehlsmenü",
  search: "Befehle, Aufgaben und Projekte suchen",
  placeholder: "Was möchtest du tun?",
  found: "Ergebnisse",
  nothing: "Keine Ergebnisse",
  searching: "Suche läuft …",
  searchFor: "Überall nach „{words}“ suchen",
  createTask: "Aufgabe „{words}“ anlegen",
  assign: "zuweisen",
  hints: { commands: "> Befehle", projects: "# Projekte", labels: "@ Etiketten", views: "/ Ansichten" },
  sections: {
    subject: "{count, plural, one {„{title}“} other {# ausgewählte Aufgaben}}",
    recent: "Zuletzt",
    go: "Gehe zu",
    create: "Anlegen",
    page: "Auf dieser Seite",
    tasks: "Aufgaben",
    projects: "Projekte",
    labels: "Etiketten",
    views: "Ansichten",
    people: "Personen",
    settings: "Einstellungen",
    appearance: "Aussehen",
    typed: "Weitere Aktionen",
  },
};
