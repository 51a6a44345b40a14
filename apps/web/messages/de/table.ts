import type { Messages } from "../messages.ts";

export const table: Messages["table"] = {
  columns: "Spalten",
  done: "Erledigt",
  none: "Leer",
  sortBy: "Nach {name} sortieren",
  column: {
    title: "Titel",
    status: "Status",
    priority: "Priorität",
    due: "Datum",
    start: "Beginn",
    deadline: "Frist",
    labels: "Etiketten",
    assignees: "Zugewiesen an",
    place: "Projekt",
    created: "Angelegt",
    updated: "Geändert",
  },
};
