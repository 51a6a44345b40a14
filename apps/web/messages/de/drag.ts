import type { Messages } from "../messages.ts";

export const drag: Messages["drag"] = {
  handle: "{title} verschieben",
  roleDescription: "Griff zum Ziehen",
  lifted:
    "{count, plural, one {„{title}“ aufgenommen.} other {# Aufgaben aufgenommen.}} Pfeiltasten bewegen, Leertaste legt ab, Escape bricht ab.",
  at: "Jetzt in {name}, Platz {position, number} von {count, number}.",
  below: "Jetzt unter „{title}“.",
  in: "Jetzt in {name}.",
  noDay: "Ohne Datum",
  nowhere: "Hier lässt sich nichts ablegen.",
  dropped: "{count, plural, one {„{title}“ abgelegt.} other {# Aufgaben abgelegt.}}",
  sorted:
    "Hier bestimmt die Sortierung die Reihenfolge. Frei ordnen kannst du in einem Projekt, das manuell sortiert und nach Abschnitten oder gar nicht gruppiert ist.",
  unchanged: "Am alten Platz abgelegt.",
  cancelled: "Abgebrochen. Alles steht, wo es war.",
  more: "{count, plural, one {# Aufgabe} other {# Aufgaben}}",
};
