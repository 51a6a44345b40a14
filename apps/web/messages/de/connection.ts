import type { Messages } from "../messages.ts";

export const connection: Messages["connection"] = {
  closed: {
    title: "Du bist nicht mehr in „{name}“",
    text: "Jemand hat dich aus diesem Arbeitsbereich genommen, oder er wurde gelöscht. Was du dort geschrieben hast, bleibt bei denen, die darin sind.",
    elsewhere: "Zu deinen Aufgaben",
  },
  ended: "Deine Sitzung ist zu Ende.",
  endedUnsent:
    "Deine Sitzung ist zu Ende. {count, plural, one {# Änderung wird} other {# Änderungen werden}} gespeichert, sobald du wieder da bist.",
  signIn: "Anmelden",
  away: "Docket ist nicht erreichbar. Neuer Versuch …",
  awayUnsent:
    "Docket ist nicht erreichbar. {count, plural, one {# Änderung wird} other {# Änderungen werden}} gespeichert, sobald es wieder da ist.",
  live: "Verbunden",
  connecting: "Verbindet …",
  offline: "Ohne Verbindung",
  saving: "Speichert …",
  refused: {
    title: "Nicht gespeichert",
    count: "{count, number} nicht gespeichert",
    show: "Zeigen",
    again: "Noch einmal versuchen",
    copy: "Text kopieren",
    copied: "Kopiert.",
    discard: "Verwerfen",
    nothing: "Hier ist nichts mehr.",
  },
};
