import type { Messages } from "../messages.ts";

export const problem: Messages["problem"] = {
  unreachable: "Docket ist nicht erreichbar. Prüfe die Verbindung und versuche es noch einmal.",
  internal: "Etwas ist schiefgegangen. (Anfrage {request})",
  invalid: "Etwas daran wurde nicht angenommen.",
  malformed: "Diese Anfrage ist ungültig. Lade die Seite neu und versuche es noch einmal.",
  unauthorized: "Bitte melde dich an.",
  forbidden: "Das darfst du hier nicht.",
  reauthentication_required: "Bitte gib zuerst noch einmal dein Passwort ein.",
  not_found: "Es ist nicht mehr da oder nicht mit dir geteilt.",
  method_not_allowed: "Diese Anfrage ist ungültig. Lade die Seite neu und versuche es noch einmal.",
  conflict: "Das passt nicht zu dem, wie es jetzt ist.",
  stale: "Jemand anderes hat das inzwischen geändert.",
  already_made: "Das ist schon geschehen.",
  too_large: "Das ist zu groß.",
  tooLargeForProxy:
    "Ein Proxy vor Docket hat das wegen seiner Größe abgelehnt. Bitte die Person, die Docket betreibt, seine Grenze für Anfragen zu erhöhen.",
  unsupported_media_type:
    "Der Server nimmt diese Art von Daten nicht an. Lade die Seite neu und versuche es noch einmal.",
  too_many_requests: "Das war zu viel auf einmal. Versuche es gleich noch einmal.",
  unavailable: "Docket ist beschäftigt. Versuche es gleich noch einmal.",
  timeout: "Das hat zu lange gedauert. Versuche es noch einmal.",
  unknownAddress:
    "Dieser Server kennt die Adresse {address} nicht. Ergänze sie in der Einstellung APP_URL und starte Docket neu, oder öffne Docket unter einer Adresse, die dort steht.",
  waitForLimit: "Zu viele Anfragen. Versuche es in {seconds, plural, one {# Sekunde} other {# Sekunden}} noch einmal.",
  waitForTurn:
    "Docket ist ausgelastet. Versuche es in {seconds, plural, one {# Sekunde} other {# Sekunden}} noch einmal.",
  issues: {
    wrong_password: "Das Passwort stimmt nicht.",
    link: "Dieser Link gilt nicht oder nicht mehr. Bitte um einen neuen.",
    password_short: "Das Passwort braucht mindestens 12 Zeichen.",
    password_long: "Das Passwort ist zu lang.",
    password_pattern: "Das Passwort wiederholt sich oder folgt der Tastatur.",
    password_personal: "Das Passwort ist deiner Adresse, deinem Namen oder dem Namen dieses Programms zu ähnlich.",
    password_common: "Das Passwort gehört zu denen, die zuerst geraten werden.",
    password_malformed: "Das Passwort enthält Zeichen, die keine Tastatur macht.",
    password_control: "Das Passwort enthält Steuerzeichen.",
  },
};
