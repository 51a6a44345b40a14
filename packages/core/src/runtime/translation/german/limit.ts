/** Messages about the maximum number of entities. */
export const LIMIT = {
  "Limit reached: there can be {0} {1}.": "Grenze erreicht: Möglich sind {0} {1}.",
  "workspaces that you own": "Arbeitsbereiche, deren Inhaber du bist",
  "members in a workspace": "Mitglieder in einem Arbeitsbereich",
  "projects that you created in a workspace, including those in the trash":
    "Projekte, die du in einem Arbeitsbereich angelegt hast, die im Papierkorb mitgezählt",
  "members in a project": "Mitglieder in einem Projekt",
  "open invitations to one place": "ausstehende Einladungen für einen Ort",
  "sections in a project, including those in the trash": "Abschnitte in einem Projekt, die im Papierkorb mitgezählt",
  "sub-tasks below a task, including those in the trash": "Unteraufgaben einer Aufgabe, die im Papierkorb mitgezählt",
  "comments on a task, including those in the trash": "Kommentare zu einer Aufgabe, die im Papierkorb mitgezählt",
  "reminders of yours on a task": "Erinnerungen von dir an eine Aufgabe",
  "labels that you created in a workspace, including those deleted recently":
    "Etiketten, die du in einem Arbeitsbereich angelegt hast, kürzlich gelöschte mitgezählt",
  "folders in a workspace, including those deleted recently":
    "Ordner in einem Arbeitsbereich, kürzlich gelöschte mitgezählt",
  "saved views in one place, including those deleted recently":
    "gespeicherte Ansichten an einem Ort, kürzlich gelöschte mitgezählt",
  "copies of large projects at a time": "Duplikate großer Projekte gleichzeitig",
  "active tokens": "aktive Token",
  "devices with push notifications": "Geräte mit Push-Benachrichtigungen",
  "At most {0} settings can be stored.": "Es können höchstens {0} Einstellungen gespeichert werden.",
  "More than {0} tasks can't be copied at once.": "Mehr als {0} Aufgaben können nicht auf einmal dupliziert werden.",
  "More than {0} open tasks can't be copied at once.":
    "Mehr als {0} offene Aufgaben können nicht auf einmal dupliziert werden.",
  "This affects more than {0} tasks, including sub-tasks. Select fewer, or start with the sub-tasks.":
    "Das betrifft mehr als {0} Aufgaben, Unteraufgaben mitgezählt. Wähle weniger aus, oder beginne mit den Unteraufgaben.",
};
