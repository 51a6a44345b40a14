import type { Messages } from "../messages.ts";

export const savedView: Messages["savedView"] = {
  title: "Ansicht speichern",
  edit: "Ansicht bearbeiten",
  name: "Name der Ansicht",
  whose: "Sichtbar für",
  whoseHint: "Der Filter ist für alle gleich, aber jeder sieht nur Aufgaben, auf die er Zugriff hat.",
  scopes: {
    user: "Nur ich",
    project: "Mitglieder von {project}",
    workspace: "Alle im Arbeitsbereich",
  },
  save: "Speichern",
  saveAs: "Als neue Ansicht speichern",
  saveChanges: "Änderungen speichern",
  reset: "Zurücksetzen",
  saved: "„{name}“ gespeichert",
  deleted: "Ansicht „{name}“ gelöscht",
  ofProject: "Ansichten von {project}",
  gone: {
    title: "Ansicht nicht gefunden",
    text: "Sie wurde gelöscht. Deine Aufgaben sind nicht betroffen.",
  },
};
