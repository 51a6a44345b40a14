import type { ErrorCode } from "@docket/schema/error";
import type { Locale } from "@docket/schema/locale";

type Text = { readonly title: string; readonly text: string };

/** The text of the front's own pages in one language. `other` is for error codes without a specific text. */
type ProblemTexts = {
  readonly problems: Readonly<Partial<Record<ErrorCode, Text>> & { other: Text }>;
  readonly back: string;
  readonly tryAgain: string;
  /** @param seconds time until the page reloads itself */
  readonly retrying: (seconds: number) => string;
  readonly reference: (requestId: string) => string;
};

const en: ProblemTexts = {
  problems: {
    not_found: {
      title: "Page not found",
      text: "It may have been deleted, or it isn't shared with you.",
    },
    too_many_requests: {
      title: "Too many requests",
      text: "More pages were requested from here than Docket allows. Your tasks are safe.",
    },
    unavailable: {
      title: "Docket is busy or restarting",
      text: "Your tasks are safe. Changes that haven't been saved yet stay in this browser.",
    },
    timeout: { title: "This page took too long", text: "Docket is busy. Your tasks are safe." },
    internal: {
      title: "This page could not be shown",
      text: "Something went wrong on the server. Your tasks are safe.",
    },
    malformed: { title: "This address isn't valid", text: "Check the link you followed." },
    other: { title: "This request isn't valid", text: "Check the link you followed." },
  },
  back: "Back to your tasks",
  tryAgain: "Try again",
  retrying: (seconds) =>
    seconds === 1 ? "This page tries again in a second." : `This page tries again in ${seconds} seconds.`,
  reference: (requestId) => `Reference ${requestId}`,
};

const de: ProblemTexts = {
  problems: {
    not_found: {
      title: "Seite nicht gefunden",
      text: "Es wurde vielleicht gelöscht, oder es ist nicht mit dir geteilt.",
    },
    too_many_requests: {
      title: "Zu viele Anfragen",
      text: "Von hier wurden mehr Seiten abgerufen, als Docket zulässt. Deine Aufgaben sind sicher.",
    },
    unavailable: {
      title: "Docket ist ausgelastet oder startet neu",
      text: "Deine Aufgaben sind sicher. Noch nicht gespeicherte Änderungen bleiben in diesem Browser.",
    },
    timeout: {
      title: "Diese Seite hat zu lange gebraucht",
      text: "Docket ist ausgelastet. Deine Aufgaben sind sicher.",
    },
    internal: {
      title: "Diese Seite konnte nicht angezeigt werden",
      text: "Auf dem Server ist etwas schiefgegangen. Deine Aufgaben sind sicher.",
    },
    malformed: { title: "Diese Adresse ist ungültig", text: "Prüfe den Link, dem du gefolgt bist." },
    other: { title: "Diese Anfrage ist ungültig", text: "Prüfe den Link, dem du gefolgt bist." },
  },
  back: "Zurück zu deinen Aufgaben",
  tryAgain: "Noch einmal versuchen",
  retrying: (seconds) =>
    seconds === 1
      ? "Diese Seite versucht es in einer Sekunde noch einmal."
      : `Diese Seite versucht es in ${seconds} Sekunden noch einmal.`,
  reference: (requestId) => `Kennung ${requestId}`,
};

/** The text of the pages that the front sends itself, without the web app. */
export const PROBLEM_TEXTS: Readonly<Record<Locale, ProblemTexts>> = { en, de };
