import type { Messages } from "../messages.ts";

export const connection: Messages["connection"] = {
  notMember: "Du bist nicht mehr Mitglied dieses Arbeitsbereichs.",
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
};
