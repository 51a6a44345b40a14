/** Messages about the rows and values in an imported file. */
export const IMPORT_REPORT = {
  "Not imported. {0}": "Nicht importiert. {0}",
  "A zip inside the zip is not opened.": "Ein ZIP im ZIP wird nicht geöffnet.",
  "Only .csv files are read.": "Nur Dateien mit der Endung .csv werden gelesen.",
  "It is not a UTF-8 text file.": "Das ist keine Textdatei in UTF-8.",
  "Not a task, section or note: {0}": "Keine Aufgabe, kein Abschnitt und keine Notiz: {0}",
  "A quotation mark isn't closed; read as plain text: {0}":
    "Ein Anführungszeichen ist nicht geschlossen; als einfacher Text gelesen: {0}",
  "The row has more cells than the header, and can be read in two ways. Check it: it was read as {0}":
    "Die Zeile hat mehr Zellen als der Kopf und kann auf zwei Arten gelesen werden. Prüfe sie: Gelesen wurde {0}",
  "A comma in the text wasn't quoted; read as {0}":
    "Ein Komma im Text stand nicht in Anführungszeichen; gelesen wurde {0}",
  "Some cells don't match their columns; what couldn't be read is kept.":
    "Einige Zellen passen nicht zu ihren Spalten; was nicht gelesen werden konnte, bleibt erhalten.",
  "Control characters were removed.": "Steuerzeichen wurden entfernt.",
  "Kept with the imported task.": "Bleibt bei der importierten Aufgabe erhalten.",
  "A deadline is a day; its time is kept with the imported task.":
    "Eine Frist ist ein Tag; die Uhrzeit bleibt bei der importierten Aufgabe erhalten.",
  "In words; read as if written on the day of the import. The words are kept with the imported task.":
    "In Worten; so gelesen, als wäre es am Tag des Imports geschrieben worden. Der Text bleibt bei der importierten Aufgabe erhalten.",
  "Not a date that Docket can read yet; added to the description.":
    "Dieses Datum kann Docket noch nicht lesen; zur Beschreibung hinzugefügt.",
  "{0} {1} is not a clear date; it was added to the description. Write dates as 2026-11-24.":
    "{0} {1} ist kein eindeutiges Datum; es wurde zur Beschreibung hinzugefügt. Schreibe ein Datum als 2026-11-24.",
  "Not a priority from 1 to 4; kept, and the task has no priority.":
    "Keine Priorität von 1 bis 4; bleibt erhalten, und die Aufgabe hat keine Priorität.",
  "PRIORITY {0} is not a number from 1 to 4; the task has no priority: {1}":
    "PRIORITY {0} ist keine Zahl von 1 bis 4; die Aufgabe hat keine Priorität: {1}",
  "Not a duration that Docket supports; kept.": "Diese Dauer kennt Docket nicht; sie bleibt erhalten.",
  "The description is too long; the rest was added as comments.":
    "Die Beschreibung ist zu lang; der Rest wurde als Kommentare hinzugefügt.",
  'A task without a title was named "Untitled".': "Eine Aufgabe ohne Titel heißt jetzt „Untitled“.",
  "The title is too long; the rest was added to the description: {0}":
    "Der Titel ist zu lang; der Rest wurde zur Beschreibung hinzugefügt: {0}",
  'Tasks that start with "* " cannot be completed in Todoist; in Docket they can. The "* " is kept.':
    "Aufgaben, die mit „* “ beginnen, können in Todoist nicht erledigt werden, in Docket schon. Das „* “ bleibt erhalten.",
  "Labels were between other words; the original text is kept.":
    "Etiketten standen zwischen anderen Wörtern; der ursprüngliche Text bleibt erhalten.",
  "A task can have at most {0} labels; the rest are kept.":
    "Eine Aufgabe kann höchstens {0} Etiketten haben; die übrigen bleiben erhalten.",
  "A note without text.": "Eine Notiz ohne Text.",
  "Attached files became links in the comment; the files were not copied.":
    "Angehängte Dateien wurden zu Links im Kommentar; die Dateien wurden nicht kopiert.",
  "An attachment without a safe URL was kept by name only: {0}":
    "Von einem Anhang ohne sichere URL bleibt nur der Name erhalten: {0}",
  "The note is longer than a comment can be, so it was split.":
    "Die Notiz ist länger, als ein Kommentar sein kann; sie wurde geteilt.",
  "The project's notes are longer than its description can be; they are kept.":
    "Die Notizen des Projekts sind länger, als seine Beschreibung sein kann; sie bleiben erhalten.",
  'A section without a name was named "Untitled".': "Ein Abschnitt ohne Namen heißt jetzt „Untitled“.",
  "The section's name was shortened; the full name is kept: {0}":
    "Der Name des Abschnitts wurde gekürzt; der ganze Name bleibt erhalten: {0}",
  "Sub-tasks can be at most {0} levels deep; this one was moved to level {1}: {2}":
    "Unteraufgaben können höchstens {0} Ebenen tief sein; diese wurde auf Ebene {1} verschoben: {2}",
  "There is no parent task for INDENT {0}; this task was moved to level {1}: {2}":
    "Zu INDENT {0} gibt es keine übergeordnete Aufgabe; diese Aufgabe wurde auf Ebene {1} verschoben: {2}",
  "INDENT {0} is not a number; the task was moved to level 1: {1}":
    "INDENT {0} ist keine Zahl; die Aufgabe wurde auf Ebene 1 verschoben: {1}",
  "A note before the first task was added to the project's description: {0}":
    "Eine Notiz vor der ersten Aufgabe wurde zur Beschreibung des Projekts hinzugefügt: {0}",
  "Settings of the project's view are kept with the project.":
    "Einstellungen der Ansicht bleiben beim Projekt erhalten.",
  "{0} tasks are in projects that you can no longer change; they stayed.":
    "{0} Aufgaben sind in Projekten, die du nicht mehr ändern kannst; sie sind geblieben.",
  "Something went wrong on the server.": "Auf dem Server ist etwas schiefgegangen.",
};
