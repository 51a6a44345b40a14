import type { Messages } from "../messages.ts";

export const problem: Messages["problem"] = {
  unreachable: "Docket ist nicht erreichbar. Prüfe die Verbindung und versuche es noch einmal.",
  internal: "Etwas ist schiefgegangen. (Anfrage {request})",
  invalid: "Etwas daran wurde nicht angenommen.",
  malformed: "Docket hat diese Anfrage nicht verstanden.",
  unauthorized: "Bitte melde dich an.",
  forbidden: "Das darfst du hier nicht.",
  reauthentication_required: "Bitte gib zuerst noch einmal dein Passwort ein.",
  not_found: "Es ist nicht mehr da oder nicht mit dir geteilt.",
  method_not_allowed: "Docket hat diese Anfrage nicht verstanden.",
  conflict: "Das passt nicht zu dem, wie es jetzt ist.",
  stale: "Jemand anderes hat das inzwischen geändert.",
  already_made: "Das ist schon geschehen.",
  too_large: "Das ist zu groß.",
  unsupported_media_type: "Docket kennt diese Art von Daten nicht.",
  too_many_requests: "Das war zu viel auf einmal. Versuche es gleich noch einmal.",
  unavailable: "Docket ist beschäftigt. Versuche es gleich noch einmal.",
  timeout: "Das hat zu lange gedauert. Versuche es noch einmal.",
};
