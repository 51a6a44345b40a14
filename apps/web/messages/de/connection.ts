import type { Messages } from "../messages.ts";

export const connection: Messages["connection"] = {
  closed: {
    title: "Du hast keinen Zugriff mehr auf „{name}“",
    text: "Du wurdest aus diesem Arbeitsbereich entfernt, oder er wurde gelöscht. Was du hinzugefügt hast, bleibt im Arbeitsbereich.",
    elsewhere: "Zu deinen Aufgaben",
  },
  ended: "Deine Sitzung ist zu Ende.",
  endedUnsent:
    "Deine Sitzung ist zu Ende. {count, plural, one {# Änderung wird} other {# Änderungen werden}} gespeichert, sobald du dich wieder anmeldest.",
  signIn: "Anmelden",
  away: "Docket ist nicht erreichbar. Neuer Versuch …",
  awayUnsent:
    "Docket ist nicht erreichbar. {count, plural, one {# Änderung wird} other {# Änderungen werden}} gespeichert, sobald die Verbindung wieder da ist.",
  timeZone: {
    changed: "Deine Zeitzone scheint {zone} zu sein.",
    switch: "Wechseln",
    keep: "{zone} behalten",
  },
  live: "Verbunden",
  connecting: "Verbindet …",
  offline: "Offline",
  saving: "Speichert …",
  refused: {
    title: "Nicht gespeicherte Änderungen",
    count: "{count, number} nicht gespeichert",
    show: "Anzeigen",
    again: "Noch einmal versuchen",
    copy: "Text kopieren",
    copied: "Kopiert",
    discard: "Verwerfen",
    nothing: "Keine ungespeicherten Änderungen",
  },
};
