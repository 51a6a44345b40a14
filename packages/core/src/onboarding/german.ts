import type { Welcome } from "./welcome.ts";

/** The project that explains Docket, in German. */
export const GERMAN: Welcome = {
  name: "Willkommen bei Docket",
  description:
    "Dieses Projekt führt durch Docket, indem es selbst eines ist. Probieren Sie hier alles aus; danach können Sie es wegwerfen.",
  labels: { keyboard: { name: "Tastatur", color: "blue" }, together: { name: "Gemeinsam", color: "green" } },
  sections: [
    {
      name: "Erste Schritte",
      tasks: [
        {
          title: "Diese Aufgabe erledigen",
          description:
            "Klicken Sie auf den Kreis davor, oder wählen Sie die Aufgabe aus und drücken Sie `E`. Mehr ist es nicht.",
          due: "today",
          priority: 3,
        },
        {
          title: "Das rückgängig machen",
          description:
            "Drücken Sie `Strg Z` (auf dem Mac `⌘ Z`). Alles, was Sie in Docket tun, lässt sich zurücknehmen und wiederholen, auch nachdem Sie das Fenster geschlossen haben.",
          labels: ["keyboard"],
          due: "today",
        },
        {
          title: "Eine eigene Aufgabe hinzufügen",
          description:
            "Drücken Sie `Q`, wo immer Sie gerade sind, schreiben Sie, was zu tun ist, und drücken Sie die Eingabetaste. Kopieren Sie anderswo mehrere Zeilen und fügen Sie sie ein: Jede wird eine Aufgabe.",
          labels: ["keyboard"],
          due: "today",
          priority: 2,
        },
        {
          title: "Festlegen, wann etwas fällig ist",
          description:
            "Öffnen Sie die Aufgabe und wählen Sie einen Tag, mit oder ohne Uhrzeit. Was heute fällig ist, steht unter **Heute**, was später kommt, unter **Demnächst**.",
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
            "Ziehen Sie sie, oder wählen Sie sie aus und drücken Sie `Alt ↑` und `Alt ↓`. Ziehen Sie sie auch einmal in einen anderen Abschnitt.",
          labels: ["keyboard"],
        },
        {
          title: "Eine große Aufgabe in Unteraufgaben teilen",
          description:
            "Wählen Sie eine Aufgabe aus und drücken Sie `Strg ]`: Sie hängt dann unter der Aufgabe darüber. `Strg [` holt sie wieder heraus.",
          labels: ["keyboard"],
          priority: 1,
          subtasks: [
            {
              title: "Das ist eine Unteraufgabe",
              description: "Sie geht überallhin mit, wohin die Aufgabe darüber geht.",
            },
            { title: "Und das ist noch eine", description: "Fünf Ebenen sind möglich. Zwei genügen meistens." },
          ],
        },
        {
          title: "Dieses Projekt als Board ansehen",
          description:
            "Wählen Sie oben im Projekt **Board**: Jeder Abschnitt wird eine Spalte. Mit **Liste** geht es zurück.",
        },
        {
          title: "Mit einem Filter finden, was zählt",
          description:
            "Nach Labels, Prioritäten und Tagen lässt sich filtern. Zeigen Sie zum Beispiel nur die Aufgaben dieses Projekts mit dem Label *Tastatur*.",
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
            "Drücken Sie `Strg K` (auf dem Mac `⌘ K`) und schreiben Sie, was Sie tun oder wohin Sie gehen möchten. Es findet jedes Projekt, jedes Label und jeden Befehl.",
          labels: ["keyboard"],
          due: "tomorrow",
        },
        {
          title: "Alle Tasten ansehen",
          description: "Drücken Sie `?`. Nichts in Docket braucht eine Maus.",
          labels: ["keyboard"],
        },
        {
          title: "Mit anderen arbeiten",
          description:
            "Teilen Sie ein Projekt über sein Menü: per Mail oder mit einem Link, den Sie selbst weitergeben. Sie bestimmen, ob jemand lesen, kommentieren, bearbeiten oder verwalten darf. Ihr Eingang und dieses Projekt gehören Ihnen allein, bis Sie teilen.",
          labels: ["together"],
        },
        {
          title: "Aufgaben aus Todoist mitbringen",
          description:
            "Öffnen Sie **Import** und wählen Sie die Sicherung oder die CSV-Datei. Sie sehen, was käme, bevor etwas angelegt wird, und können alles zusammen rückgängig machen.",
        },
        {
          title: "Dieses Projekt wegwerfen",
          description:
            "Wählen Sie im Menü des Projekts **In den Papierkorb**. Was dort liegt, lässt sich eine Zeit lang zurückholen; ein falscher Klick kostet also nichts.",
        },
      ],
    },
  ],
};
