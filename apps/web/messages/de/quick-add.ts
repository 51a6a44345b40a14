import type { Messages } from "../messages.ts";

export const quickAdd: Messages["quickAdd"] = {
  title: "Neue Aufgabe",
  taskTitle: "Titel der neuen Aufgabe",
  placeholder: "Was ist zu tun?",
  description: "Beschreibung",
  place: "Projekt",
  nowhere: "Nirgends",
  another: "hinzufügen und weiter",
  cancel: "Abbrechen",
  add: "Hinzufügen",
  pasted: "Das sind {count, number} Zeilen.",
  several: "{count, number} Aufgaben anlegen",
  one: "In eine Zeile setzen",
};
