/** Messages about projects, tasks and their members. */
export const WORK = {
  "{0} not found": "{0} nicht gefunden",
  "Not found": "Nicht gefunden",
  Command: "Befehl",
  Comment: "Kommentar",
  Device: "Gerät",
  Folder: "Ordner",
  Import: "Import",
  Invitation: "Einladung",
  Label: "Etikett",
  Link: "Link",
  Mail: "E-Mail",
  Notification: "Benachrichtigung",
  Object: "Objekt",
  Page: "Seite",
  Person: "Person",
  Project: "Projekt",
  Reminder: "Erinnerung",
  Section: "Abschnitt",
  Session: "Sitzung",
  Task: "Aufgabe",
  "The changed entity": "Geändertes Objekt",
  Token: "Token",
  User: "Konto",
  View: "Ansicht",
  Workspace: "Arbeitsbereich",

  "You need to be at least {0} in this project to do this.":
    "Dafür brauchst du in diesem Projekt mindestens die Rolle „{0}“.",
  "You need to be at least {0} in this workspace to do this.":
    "Dafür brauchst du in diesem Arbeitsbereich mindestens die Rolle „{0}“.",
  "You need to be owner of this workspace to do this.": "Dafür musst du Inhaber dieses Arbeitsbereichs sein.",
  viewer: "Kann lesen",
  commenter: "Kann kommentieren",
  editor: "Kann bearbeiten",
  manager: "Kann verwalten",
  guest: "Gast",
  member: "Mitglied",
  admin: "Administrator",
  owner: "Inhaber",
  "A task needs a due date to repeat.": "Damit eine Aufgabe wiederkehrt, braucht sie einen Termin.",
  "No day matches this rule.": "Auf diese Regel passt kein Tag.",
  "This task doesn't repeat.": "Diese Aufgabe kehrt nicht wieder.",
  "This is the last occurrence.": "Das ist die letzte Wiederholung.",
  "Only the author can change a comment.": "Einen Kommentar kann nur ändern, wer ihn geschrieben hat.",
  "Only the author or a manager of the project can do this.":
    "Das kann nur, wer den Kommentar geschrieben hat oder das Projekt verwaltet.",
  "You no longer have permission to change this.": "Du darfst das nicht mehr ändern.",
  "A project needs a manager. Make someone else a manager first.":
    "Ein Projekt braucht jemanden, der es verwaltet. Gib zuerst jemand anderem diese Rolle.",
  "A workspace needs an owner. Make someone else an owner first.":
    "Ein Arbeitsbereich braucht einen Inhaber. Mache zuerst jemand anderen zum Inhaber.",
  "This person is the only manager of a shared project. Make someone else a manager first.":
    "Diese Person verwaltet als einzige ein geteiltes Projekt. Gib zuerst jemand anderem diese Rolle.",

  "An inbox can't be shared.": "Ein Eingang kann nicht geteilt werden.",
  "An inbox can't be left.": "Einen Eingang kannst du nicht verlassen.",
  "An inbox can't be archived.": "Ein Eingang kann nicht archiviert werden.",
  "An inbox can't be deleted.": "Ein Eingang kann nicht gelöscht werden.",
  "A label “{0}” already exists.": "Es gibt schon ein Etikett „{0}“.",
  "One of your projects already has the key {0}.": "Eines deiner Projekte hat schon das Kürzel {0}.",
  "The project “{0}” is in the trash. Restore it first.":
    "Das Projekt „{0}“ liegt im Papierkorb. Stelle es zuerst wieder her.",
  "A folder can't be inside itself": "Ein Ordner kann nicht in sich selbst liegen",
  "Folders can be at most {0} levels deep": "Ordner können höchstens {0} Ebenen tief sein",
  "A task can't be moved below itself: {0}.": "Eine Aufgabe kann nicht unter sich selbst verschoben werden: {0}.",
  "Sub-tasks can be at most {0} levels deep.": "Unteraufgaben können höchstens {0} Ebenen tief sein.",
  "A sub-task is always in the section of its parent.":
    "Eine Unteraufgabe ist immer im Abschnitt ihrer übergeordneten Aufgabe.",

  "This already exists.": "Das gibt es schon.",
  "Something this refers to doesn't exist.": "Etwas, worauf sich das bezieht, gibt es nicht.",
  "Someone else changed this at the same time. Try again.":
    "Jemand anderes hat das gleichzeitig geändert. Versuche es noch einmal.",
  "Someone else changed the same text.": "Jemand anderes hat denselben Text geändert.",
  "This is based on a version that does not exist.": "Das beruht auf einer Version, die es nicht gibt.",
  "This command id was already used for something else.":
    "Die Kennung dieses Befehls wurde schon für etwas anderes verwendet.",

  "This can't be undone.": "Das kann nicht rückgängig gemacht werden.",
  "This has already been undone.": "Das wurde schon rückgängig gemacht.",
  "This has changed since, so it can't be undone.":
    "Das wurde seitdem geändert und kann deshalb nicht rückgängig gemacht werden.",
  "This section has new tasks, so this can't be undone.":
    "Dieser Abschnitt hat neue Aufgaben, deshalb kann das nicht rückgängig gemacht werden.",
  "This task has new sub-tasks, so this can't be undone.":
    "Diese Aufgabe hat neue Unteraufgaben, deshalb kann das nicht rückgängig gemacht werden.",
  "The section that this was in no longer exists.": "Den Abschnitt, in dem das war, gibt es nicht mehr.",
  "The parent task of this no longer exists.": "Die übergeordnete Aufgabe gibt es nicht mehr.",
  "The parent task of this has been moved.": "Die übergeordnete Aufgabe wurde verschoben.",
  "Someone who was assigned to this is no longer in the project.":
    "Jemand, dem das zugewiesen war, ist nicht mehr im Projekt.",
  "This is in the trash. Restore it first, then undo the move.":
    "Das liegt im Papierkorb. Stelle es zuerst wieder her, und mache dann das Verschieben rückgängig.",
  "An import can only be undone as a whole, in the list of imports.":
    "Ein Import kann nur als Ganzes rückgängig gemacht werden, in der Liste der Importe.",
};
