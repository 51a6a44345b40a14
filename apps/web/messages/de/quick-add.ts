import type { Messages } from "../messages.ts";

export const quickAdd: Messages["quickAdd"] = {
  title: "Neue Aufgabe",
  taskTitle: "Titel der neuen Aufgabe",
  placeholder: "Was ist zu tun?",
  description: "Beschreibung",
  place: "Projekt",
  nowhere: "Kein Projekt",
  another: "hinzufügen und weiter",
  cancel: "Abbrechen",
  add: "Hinzufügen",
  pasted: "Du hast {count, number} Zeilen eingefügt.",
  several: "{count, number} Aufgaben hinzufügen",
  one: "Eine Aufgabe daraus machen",
};
