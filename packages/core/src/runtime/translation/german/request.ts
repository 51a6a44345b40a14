/** Messages about requests in general: malformed requests, missing permissions and a temporarily unavailable server. */
export const REQUEST = {
  "Please sign in.": "Bitte melde dich an.",
  "Please enter your password again to do that.": "Gib dazu bitte dein Passwort noch einmal ein.",
  "Confirm your email first.": "Bestätige zuerst deine E-Mail-Adresse.",
  "This token is not allowed to do that.": "Dieses Token darf das nicht.",
  "This token is limited to certain projects.": "Dieses Token gilt nur für bestimmte Projekte.",
  "Only administrators of this installation may do that.": "Das dürfen nur Administratoren dieser Installation.",
  "Send either a session cookie or an API token, not both.":
    "Sende entweder das Cookie einer Sitzung oder ein API-Token, nicht beides.",
  "Cross-site request blocked.": "Die Anfrage einer fremden Website wurde abgelehnt.",
  "Cross-site request blocked: the Origin header is missing. Programs authenticate with an API token in the Authorization header.":
    "Die Anfrage einer fremden Website wurde abgelehnt: Der Header Origin fehlt. Programme melden sich mit einem API-Token im Header Authorization an.",
  "Cross-site request blocked: this server doesn't know the page's address. If you opened Docket at this address, add it to the setting APP_URL and restart the server.":
    "Die Anfrage einer fremden Website wurde abgelehnt: Dieser Server kennt die Adresse der Seite nicht. Wenn du Docket unter dieser Adresse geöffnet hast, ergänze sie in der Einstellung APP_URL und starte den Server neu.",

  "The input is not valid.": "Die Eingabe ist ungültig.",
  "The request is malformed.": "Die Anfrage ist fehlerhaft.",
  "Malformed request.": "Die Anfrage ist fehlerhaft.",
  "The request is too large.": "Die Anfrage ist zu groß.",
  "A request can have at most {0} KB.": "Eine Anfrage kann höchstens {0} KB haben.",
  "The request was rejected.": "Die Anfrage wurde abgelehnt.",
  "The request took too long to arrive.": "Die Anfrage kam zu langsam an.",
  "Send JSON in UTF-8.": "Sende JSON in UTF-8.",
  "Send JSON with the header Content-Type: application/json.":
    "Sende JSON mit dem Header Content-Type: application/json.",
  "Requests are sent as application/json.": "Anfragen werden als application/json gesendet.",
  "Send the body as it is, without Content-Encoding.": "Sende den Inhalt unverändert, ohne Content-Encoding.",
  "This address doesn't support that method.": "Diese Adresse unterstützt diese Methode nicht.",
  "This procedure is called with another method.": "Diese Prozedur wird mit einer anderen Methode aufgerufen.",
  "There is no such procedure.": "Diese Prozedur gibt es nicht.",
  "An export is read by GET.": "Ein Export wird mit GET gelesen.",
  "A snapshot is read by GET.": "Ein Abbild wird mit GET gelesen.",
  "Page not found.": "Seite nicht gefunden.",

  "Something went wrong.": "Etwas ist schiefgegangen.",
  "This took too long. Try again.": "Das hat zu lange gedauert. Versuche es noch einmal.",
  "Docket is busy. Try again in a moment.": "Docket ist ausgelastet. Versuche es gleich noch einmal.",
  "Docket is busy or restarting. Try again in a moment.":
    "Docket ist ausgelastet oder startet neu. Versuche es gleich noch einmal.",
  "Docket is starting. Try again in a moment.": "Docket startet gerade. Versuche es gleich noch einmal.",
  "This process only runs background jobs. It has no pages and no API.":
    "Dieser Prozess führt nur Hintergrundaufgaben aus. Er hat keine Seiten und keine API.",
  "This connection has ended.": "Diese Verbindung ist beendet.",
  "Your session can't be renewed right now. Try again in a moment.":
    "Deine Sitzung kann gerade nicht verlängert werden. Versuche es gleich noch einmal.",
  "Too many live connections. Please close one of your other windows.":
    "Zu viele offene Verbindungen. Bitte schließe eines deiner anderen Fenster.",
  "Too many requests. Try again in {0} seconds.": "Zu viele Anfragen. Versuche es in {0} Sekunden noch einmal.",
};
