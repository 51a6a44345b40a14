import type { Messages } from "../messages.ts";

export const trash: Messages["trash"] = {
  trash: "Papierkorb",
  archive: "Archiv",
  show: "Anzeigen",
  loading: "Wird geladen …",
  anotherProject: "einem anderen Projekt",
  kind: { task: "Aufgabe", section: "Abschnitt", project: "Projekt", comment: "Kommentar" },
  where: "{kind} in {project}",
  restoreOne: "{title} wiederherstellen",
  restored: "„{title}“ in {project} wiederhergestellt",
  restoredProject: "„{title}“ mit allem darin wiederhergestellt",
  projectInTrash: "„{name}“ liegt auch im Papierkorb. Stelle zuerst das Projekt wieder her.",
  restoreProject: "Projekt wiederherstellen",
  purge: "Endgültig löschen",
  purgeOne: "{title} endgültig löschen",
  purgeAll: "Papierkorb leeren",
  purgeTitle: "„{title}“ endgültig löschen?",
  purgeText: "Was damit zusammen gelöscht wurde, wird auch entfernt. Das lässt sich nicht rückgängig machen.",
  purgeAllTitle: "Papierkorb leeren?",
  purgeAllText:
    "Alles in dieser Liste, was du löschen darfst, wird endgültig entfernt, auch was noch nicht geladen ist. Das lässt sich nicht rückgängig machen.",
  purged:
    "{count, plural, =0 {Nichts davon darfst du löschen} one {„{title}“ endgültig gelöscht} other {# Einträge endgültig gelöscht}}",
  nothing: "Der Papierkorb ist leer",
  nothingOfProject: "Von diesem Projekt ist nichts im Papierkorb",
  stay: "Gelöschtes bleibt {days, plural, one {einen Tag} other {# Tage}} hier und lässt sich bis dahin wiederherstellen.",
  unarchiveOne: "{name} aus dem Archiv holen",
  nothingArchived: "Keine archivierten Projekte",
  nothingArchivedText:
    "Abgeschlossene Projekte kannst du über ihr Menü archivieren. Hier kannst du sie weiter ansehen.",
};
