import type { Messages } from "../messages.ts";

export const general: Messages["general"] = {
  add: "Hinzufügen",
  cancel: "Abbrechen",
  clear: "Leeren",
  close: "Schließen",
  create: "Anlegen",
  delete: "Löschen",
  edit: "Bearbeiten",
  loading: "Lädt …",
  more: "Mehr",
  none: "Keine",
  noChoice: "Nichts passt",
  rename: "Umbenennen",
  restore: "Wiederherstellen",
  save: "Speichern",
  search: "Suchen",
  share: "Teilen",
  showMore: "Mehr anzeigen",
  skipToContent: "Zum Inhalt",
  tryAgain: "Noch einmal versuchen",
  undo: "Rückgängig",
  needsConnection: "Das erscheint, sobald die Verbindung wieder da ist.",
  offline: {
    title: "Docket ist nicht erreichbar",
    text: "Du hast keine Verbindung, oder der Server antwortet nicht. Deine Änderungen bleiben in diesem Browser und werden gespeichert, sobald die Verbindung wieder da ist.",
  },
  errorPage: {
    title: "Diese Seite konnte nicht angezeigt werden",
    text: "Auf dem Server ist etwas schiefgegangen. Deine Aufgaben sind sicher.",
    reference: "Kennung {digest}",
  },
  notFound: {
    title: "Seite nicht gefunden",
    text: "Es wurde vielleicht gelöscht, oder es ist nicht mit dir geteilt.",
    back: "Zurück zu deinen Aufgaben",
  },
};
