/** Messages about importing files and copying large projects. */
export const IMPORT = {
  "The file's content is not base64.": "Der Inhalt der Datei ist kein Base64.",
  "The file is empty.": "Die Datei ist leer.",
  "The file is larger than {0} MB.": "Die Datei ist größer als {0} MB.",
  "The file has more than {0} rows.": "Die Datei hat mehr als {0} Zeilen.",
  "The file has more than {0} cells.": "Die Datei hat mehr als {0} Zellen.",
  "The import has more than {0} rows.": "Der Import hat mehr als {0} Zeilen.",
  '"{0}" is not a UTF-8 text file. Save it as "CSV UTF-8" and try again.':
    "„{0}“ ist keine Textdatei in UTF-8. Speichere sie als „CSV UTF-8“, und versuche es noch einmal.",
  '"{0}" is not a Todoist project: it has no columns TYPE and CONTENT.':
    "„{0}“ ist kein Todoist-Projekt: Die Spalten TYPE und CONTENT fehlen.",
  '"{0}" is not a Todoist project: it has more than {1} columns.':
    "„{0}“ ist kein Todoist-Projekt: Es hat mehr als {1} Spalten.",
  '"{0}", line {1} has more than {2} cells.': "„{0}“, Zeile {1} hat mehr als {2} Zellen.",
  "The zip contains no Todoist project.": "Das ZIP enthält kein Todoist-Projekt.",
  "The zip contains more than {0} files.": "Das ZIP enthält mehr als {0} Dateien.",
  "The zip contains a file name that points outside the zip.":
    "Das ZIP enthält einen Dateinamen, der aus dem ZIP herausführt.",
  "The zip file is damaged.": "Die ZIP-Datei ist beschädigt.",
  '"{0}" in the zip is damaged.': "„{0}“ im ZIP ist beschädigt.",
  '"{0}" in the zip is encrypted.': "„{0}“ im ZIP ist verschlüsselt.",
  '"{0}" in the zip is too large when unpacked.': "„{0}“ im ZIP ist entpackt zu groß.",
  '"{0}" in the zip uses a compression method that Docket can\'t read.':
    "„{0}“ im ZIP ist auf eine Art komprimiert, die Docket nicht lesen kann.",
  "Another file of yours is still being read.": "Eine andere Datei von dir wird noch gelesen.",
  "Many files are being read at the moment.": "Gerade werden viele Dateien gelesen.",
  "{0} Try again in {1} seconds.": "{0} Versuche es in {1} Sekunden noch einmal.",
  "Reading this file takes too much {0}. Export fewer projects at a time.":
    "Diese Datei zu lesen braucht zu viel {0}. Exportiere weniger Projekte auf einmal.",
  time: "Zeit",
  memory: "Speicher",
  "{0}, line {1}": "{0}, Zeile {1}",
  "“{0}” ({1}) would have {2}.": "„{0}“ ({1}) hätte {2}.",
  "With this file there would be {0}.": "Mit dieser Datei wären es {0}.",
  "{0} Nothing was imported.": "{0} Es wurde nichts importiert.",

  "This id is already used by another import.": "Diese Kennung hat schon ein anderer Import.",
  "This import is still running. Undo it when it has ended.":
    "Dieser Import läuft noch. Mache ihn rückgängig, wenn er beendet ist.",
  "This import has ended.": "Dieser Import ist beendet.",
  "This import was prepared by an older version of Docket. Upload the file again.":
    "Dieser Import wurde von einer älteren Version von Docket vorbereitet. Lade die Datei noch einmal hoch.",
  "The account or the token that started this is no longer active.":
    "Das Konto oder das Token, mit dem das begonnen wurde, ist nicht mehr aktiv.",
  "You can no longer change “{0}”.": "Du kannst „{0}“ nicht mehr ändern.",
  "This project can't be copied: it {0}.": "Dieses Projekt kann nicht dupliziert werden: Es {0}.",
  "has more than {0} tasks": "hat mehr als {0} Aufgaben",
  "contains too much text": "enthält zu viel Text",
  "You no longer have access to the project that is being copied.":
    "Du hast keinen Zugriff mehr auf das Projekt, das dupliziert wird.",
};
