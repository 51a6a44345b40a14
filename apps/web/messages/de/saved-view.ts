import type { Messages } from "../messages.ts";

export const savedView: Messages["savedView"] = {
  title: "Ansicht speichern",
  edit: "Ansicht bearbeiten",
  name: "Name der Ansicht",
  whose: "Wer sie sieht",
  whoseHint: "Der Filter ist für alle derselbe; alle sehen nur die Aufgaben, die sie sehen dürfen.",
  scopes: {
    user: "Nur ich",
    project: "Mitglieder von {project}",
    workspace: "Alle im Arbeitsbereich",
  },
  save: "Speichern",
  saveAs: "Als neue speichern",
  saveChanges: "Speichern",
  reset: "Zurücksetzen",
  saved: "„{name}“ gespeichert.",
  deleted: "Ansicht „{name}“ gelöscht.",
  ofProject: "Ansichten von {project}",
  gone: {
    title: "Diese Ansicht gibt es nicht mehr",
    text: "Jemand hat sie gelöscht. Deine Aufgaben sind, wo sie waren.",
  },
};
