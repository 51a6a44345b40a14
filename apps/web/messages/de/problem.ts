import type { Messages } from "../messages.ts";

export const problem: Messages["problem"] = {
  unreachable: "Docket ist nicht erreichbar. Prüfe die Verbindung und versuche es noch einmal.",
  internal: "Etwas ist schiefgegangen. Versuche es noch einmal. (Anfrage {request})",
  invalid: "Eine Eingabe ist ungültig. Prüfe sie und versuche es noch einmal.",
  malformed: "Diese Anfrage ist ungültig. Lade die Seite neu und versuche es noch einmal.",
  unauthorized: "Bitte melde dich an.",
  forbidden: "Dazu hast du keine Berechtigung.",
  reauthentication_required: "Gib dein Passwort noch einmal ein, um fortzufahren.",
  not_found: "Das gibt es nicht mehr, oder es ist nicht mit dir geteilt.",
  method_not_allowed: "Diese Anfrage ist ungültig. Lade die Seite neu und versuche es noch einmal.",
  conflict: "Das ist im jetzigen Zustand nicht möglich. Lade die Seite neu und versuche es noch einmal.",
  stale: "Jemand anderes hat das inzwischen geändert. Prüfe es und versuche es noch einmal.",
  already_made: "Das ist schon geschehen.",
  too_large: "Das ist zu groß. Kürze es, oder sende weniger auf einmal.",
  tooLargeForProxy:
    "Ein Proxy vor Docket hat das wegen seiner Größe abgelehnt. Bitte die Person, die Docket betreibt, seine Grenze für Anfragen zu erhöhen.",
  unsupported_media_type:
    "Der Server nimmt diese Art von Daten nicht an. Lade die Seite neu und versuche es noch einmal.",
  too_many_requests: "Zu viele Anfragen. Versuche es gleich noch einmal.",
  unavailable: "Docket ist ausgelastet. Versuche es gleich noch einmal.",
  timeout: "Das hat zu lange gedauert. Versuche es noch einmal.",
  unknownAddress:
    "Dieser Server kennt die Adresse {address} nicht. Ergänze sie in der Einstellung APP_URL und starte Docket neu, oder öffne Docket unter einer Adresse, die dort schon steht.",
  waitForLimit: "Zu viele Anfragen. Versuche es in {seconds, plural, one {# Sekunde} other {# Sekunden}} noch einmal.",
  waitForTurn:
    "Docket ist ausgelastet. Versuche es in {seconds, plural, one {# Sekunde} other {# Sekunden}} noch einmal.",
  input: "Die Eingabe",
  issues: {
    wrong_password: "Das Passwort ist falsch.",
    link: "Dieser Link ist ungültig oder abgelaufen. Bitte um einen neuen.",
    password_short: "Das Passwort braucht mindestens 12 Zeichen.",
    password_long: "Das Passwort ist zu lang.",
    password_pattern: "Das Passwort wiederholt sich oder folgt einem Tastaturmuster. Wähle ein anderes.",
    password_personal:
      "Das Passwort ist deiner E-Mail-Adresse, deinem Namen oder dem Namen dieses Programms zu ähnlich. Wähle ein anderes.",
    password_common: "Das Passwort ist zu verbreitet. Wähle ein anderes.",
    password_malformed: "Das Passwort enthält ungültige Zeichen.",
    password_control: "Das Passwort enthält Steuerzeichen.",
  },
};
