import type { Messages } from "../messages.ts";

export const trash: Messages["trash"] = {
  trash: "Papierkorb",
  archive: "Archiv",
  show: "Was gezeigt wird",
  loading: "Wird geladen …",
  ofProject: "Projekt",
  allProjects: "Alle Projekte",
  anotherProject: "einem anderen Projekt",
  kind: { task: "Aufgabe", section: "Abschnitt", project: "Projekt", comment: "Kommentar" },
  where: "{kind} in {project}",
  restoreOne: "{title} wiederherstellen",
  restored: "„{title}“ in {project} wiederhergestellt.",
  restoredProject: "„{title}“ mit allem darin wiederhergestellt.",
  projectInTrash: "„{name}“ liegt selbst im Papierkorb. Stelle zuerst dieses Projekt wieder her.",
  restoreProject: "Projekt wiederherstellen",
  purge: "Endgültig löschen",
  purgeOne: "{title} endgültig löschen",
  purgeAll: "Papierkorb leeren",
  purgeTitle: "„{title}“ endgültig löschen?",
  purgeText: "Was damit gelöscht wurde, verschwindet auch. Das lässt sich nicht rückgängig machen.",
  purgeAllTitle: "Papierkorb leeren?",
  purgeAllText:
    "Alles in dieser Liste, was du löschen darfst, verschwindet endgültig, auch was gerade nicht zu sehen ist. Das lässt sich nicht rückgängig machen.",
  purged:
    "{count, plural, =0 {Nichts davon durftest du löschen.} one {„{title}“ endgültig gelöscht.} other {# Dinge endgültig gelöscht.}}",
  nothing: "Der Papierkorb ist leer",
  nothingOfProject: "Von diesem Projekt ist nichts im Papierkorb",
  stay: "Was du löschst, bleibt {days, plural, one {einen Tag} other {# Tage}} hier und lässt sich bis dahin zurückholen.",
  unarchiveOne: "{name} aus dem Archiv holen",
  nothingArchived: "Kein Projekt ist archiviert",
  nothingArchivedText: "Ein Projekt, das vorbei ist, kannst du über sein Menü archivieren. Hier bleibt es lesbar.",
};
