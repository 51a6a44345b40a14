import type { Messages } from "../messages.ts";

export const history: Messages["history"] = {
  title: "Was ich zuletzt getan habe",
  nothing: "Noch nichts.",
  again: "Noch einmal",
  takenBack: "zurückgenommen",
  did: {
    create: "{what} hinzugefügt",
    change: "{what} geändert",
    move: "{what} verschoben",
    complete: "{what} erledigt",
    cancel: "{what} verworfen",
    reopen: "{what} wieder geöffnet",
    delete: "{what} gelöscht",
    restore: "{what} wiederhergestellt",
    duplicate: "{what} verdoppelt",
    purge: "{what} endgültig gelöscht",
    import: "{what} importiert",
  },
  what: {
    named: "„{title}“",
    several: "„{title}“ und {count, number} weitere",
    task: "{count, plural, one {# Aufgabe} other {# Aufgaben}}",
    project: "Projekt",
    section: "Abschnitt",
    label: "Etikett",
    folder: "Ordner",
    comment: "Kommentar",
    member: "Mitglieder eines Projekts",
    workspace: "Arbeitsbereich",
    other: "{count, plural, one {# Ding} other {# Dinge}}",
  },
};
