import type { Welcome } from "./welcome.ts";

/** The welcome project in German. */
export const GERMAN: Welcome = {
  name: "Willkommen bei Docket",
  description:
    "Dieses ganz normale Projekt führt dich durch Docket. Probier hier alles aus, und lösch es, wenn du fertig bist.",
  labels: { keyboard: { name: "Tastatur", color: "blue" }, together: { name: "Gemeinsam", color: "green" } },
  sections: [
    {
      name: "Erste Schritte",
      tasks: [
        {
          title: "Diese Aufgabe erledigen",
          description:
            "Klick auf den Kreis davor, oder geh mit `J` und `K` zur Aufgabe und drück `E`. Mehr ist es nicht.",
          due: "today",
          priority: 3,
        },
        {
          title: "Das rückgängig machen",
          description:
            "Drück `Strg Z` (auf dem Mac `⌘ Z`). Was du in Docket tust, kannst du rückgängig machen und wiederholen, auch nachdem du das Fenster geschlossen hast.",
          labels: ["keyboard"],
          due: "today",
        },
        {
          title: "Eine eigene Aufgabe hinzufügen",
          description:
            "Drück `Q`, wo immer du gerade bist, schreib, was zu tun ist, und drück die Eingabetaste. Füg mehrere Zeilen ein, und jede wird eine Aufgabe.",
          labels: ["keyboard"],
          due: "today",
          priority: 2,
        },
        {
          title: "Ein Fälligkeitsdatum setzen",
          description:
            "Öffne die Aufgabe und wähl einen Tag, mit oder ohne Uhrzeit. Schneller geht es mit `D`. Was heute fällig ist, steht unter **Heute**, was später kommt, unter **Demnächst**.",
          due: "tomorrow",
        },
      ],
    },
    {
      name: "Ordnung schaffen",
      tasks: [
        {
          title: "Diese Aufgabe nach oben und unten schieben",
          description:
            "Zieh sie, oder geh zu ihr und drück `Alt ↑` und `Alt ↓`. Zieh sie auch einmal in einen anderen Abschnitt.",
          labels: ["keyboard"],
        },
        {
          title: "Eine große Aufgabe in Unteraufgaben teilen",
          description:
            "Geh zu einer Aufgabe und drück `Strg ]`: Sie wird zur Unteraufgabe der Aufgabe darüber. Mit `Strg [` kommt sie wieder heraus.",
          labels: ["keyboard"],
          priority: 1,
          subtasks: [
            {
              title: "Das ist eine Unteraufgabe",
              description: "Sie wird zusammen mit der übergeordneten Aufgabe verschoben.",
            },
            { title: "Und das ist noch eine", description: "Fünf Ebenen sind möglich. Zwei genügen meistens." },
          ],
        },
        {
          title: "Dieses Projekt als Board ansehen",
          description:
            "Drück `V` und dann `B`: Jeder Abschnitt wird eine Spalte. Mit `V` und `L` geht es zurück zur Liste.",
        },
        {
          title: "Mit einem Filter finden, was zählt",
          description:
            "Nach Etiketten, Prioritäten und Tagen lässt sich filtern. Zeig zum Beispiel nur die Aufgaben dieses Projekts mit dem Etikett *Tastatur*.",
          labels: ["keyboard"],
        },
      ],
    },
    {
      name: "Weitergehen",
      tasks: [
        {
          title: "Das Befehlsmenü öffnen",
          description:
            "Drück `Strg K` (auf dem Mac `⌘ K`) und schreib, was du tun oder wohin du gehen möchtest. Es findet jedes Projekt, jedes Etikett und jeden Befehl.",
          labels: ["keyboard"],
          due: "tomorrow",
        },
        {
          title: "Alle Tastenkürzel ansehen",
          description: "Drück `?`. Nichts in Docket braucht eine Maus.",
          labels: ["keyboard"],
        },
        {
          title: "Mit anderen arbeiten",
          description:
            "Teil ein Projekt über sein Menü: per E-Mail oder mit einem Link, den du selbst weitergibst. Du bestimmst, ob jemand lesen, kommentieren, bearbeiten oder verwalten darf. Dein Eingang gehört immer dir allein, dieses Projekt, bis du es teilst.",
          labels: ["together"],
        },
        {
          title: "Aufgaben aus Todoist mitbringen",
          description:
            "Öffne **Importieren** und wähl das Backup oder die CSV-Datei. Du siehst zuerst eine Vorschau und kannst den ganzen Import rückgängig machen.",
        },
        {
          title: "Dieses Projekt löschen",
          description:
            "Wähl im Menü des Projekts **Löschen**. Es liegt dann im **Papierkorb**, aus dem du es eine Zeit lang wiederherstellen kannst. Ein falscher Klick schadet also nicht.",
        },
      ],
    },
  ],
};
