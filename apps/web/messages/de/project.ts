import type { Messages } from "../messages.ts";

export const project: Messages["project"] = {
  name: "Name des Projekts",
  addSection: "Abschnitt hinzufügen",
  sectionName: "Name des Abschnitts {name}",
  withoutSection: "Ohne Abschnitt",
  more: "Mehr zum Abschnitt {name}",
  deleteSection: "Abschnitt löschen",
  moveSectionUp: "Abschnitt nach oben",
  moveSectionDown: "Abschnitt nach unten",
  doneColumn: "Was hierher kommt, ist erledigt",
  addedSection: "„{name}“ hinzugefügt.",
  deletedSection: "„{name}“ mit seinen Aufgaben gelöscht.",
  renamedSection: "Umbenannt.",
  movedSection: "„{name}“ verschoben.",
  changedSection: "„{name}“ geändert.",
};
