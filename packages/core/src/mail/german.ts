import type { EmailTemplates } from "./email-template.ts";

/** All emails in German. */
export const german: EmailTemplates = {
  register: (link) => ({
    subject: "Schließe dein Docket-Konto ab",
    paragraphs: [
      "Jemand, vermutlich du, möchte mit dieser Adresse ein Docket-Konto anlegen.",
      "Der Link gilt 24 Stunden. Warst du das nicht, ignoriere diese E-Mail: Es wurde nichts angelegt.",
    ],
    button: { label: "Konto abschließen", link },
  }),
  accountExists: (link) => ({
    subject: "Du hast schon ein Docket-Konto",
    paragraphs: [
      "Jemand, vermutlich du, wollte mit dieser Adresse ein Docket-Konto anlegen. Es gibt schon eines, und es wurde nicht verändert.",
      "Melde dich wie gewohnt an. Hast du dein Passwort vergessen, wähle auf der Seite unten ein neues.",
    ],
    button: { label: "Anmelden", link },
  }),
  verifyEmail: (link) => ({
    subject: "Bestätige deine Adresse",
    paragraphs: [
      "Bestätige, dass dir diese Adresse gehört. Der Link gilt 24 Stunden, in einem Browser, in dem du angemeldet bist.",
    ],
    button: { label: "Adresse bestätigen", link },
  }),
  resetPassword: (link) => ({
    subject: "Wähle ein neues Passwort",
    paragraphs: [
      "Jemand, vermutlich du, hat für dein Docket-Konto ein neues Passwort angefordert.",
      "Der Link gilt 30 Minuten. Warst du das nicht, ignoriere diese E-Mail: Dein Passwort bleibt, wie es ist.",
    ],
    button: { label: "Neues Passwort wählen", link },
  }),
  passwordChanged: (link) => ({
    subject: "Dein Passwort wurde geändert",
    paragraphs: [
      "Das Passwort deines Docket-Kontos wurde gerade geändert.",
      "Warst du das nicht, wähle auf der Seite unten sofort ein neues. Damit werden alle anderen abgemeldet.",
    ],
    button: { label: "Docket öffnen", link },
  }),
  changeEmail: (link) => ({
    subject: "Bestätige deine neue Adresse",
    paragraphs: [
      "Bestätige, dass diese Adresse zu deinem Docket-Konto gehören soll. Der Link gilt eine Stunde.",
      "Hast du das nicht angefordert, ignoriere diese E-Mail.",
    ],
    button: { label: "Neue Adresse bestätigen", link },
  }),
  emailChanged: (link) => ({
    subject: "Deine Adresse wurde geändert",
    paragraphs: [
      "Dein Docket-Konto hat jetzt eine andere E-Mail-Adresse.",
      "Warst du das nicht, stelle die alte Adresse innerhalb von 72 Stunden mit dem Link unten wieder her. Damit werden alle abgemeldet.",
    ],
    button: { label: "Alte Adresse wiederherstellen", link },
  }),
  invite: (link) => ({
    subject: "Einladung zu Docket",
    paragraphs: ["Jemand, der Docket benutzt, hat dich eingeladen. Der Link gilt 7 Tage."],
    button: { label: "Einladung annehmen", link },
  }),
  tokenReuse: (link) => ({
    subject: "Eine deiner Sitzungen wurde beendet",
    paragraphs: [
      "Eine deiner Anmeldungen wurde an zwei Orten gleichzeitig benutzt, wie es vorkommt, wenn jemand sie kopiert hat. Sie wurde an beiden beendet.",
      "Melde dich neu an. Hast du sie nicht selbst kopiert, ändere dein Passwort und sieh dir die Liste deiner Sitzungen an.",
    ],
    button: { label: "Docket öffnen", link },
  }),
  newSignIn: ({ link, moment, network }) => ({
    subject: "Neue Anmeldung bei Docket",
    paragraphs: [
      `Bei deinem Docket-Konto hat sich ein Browser angemeldet, in dem es bisher nicht benutzt wurde: ${moment}, Netz ${network}.`,
      "Warst du das nicht, wähle auf der Seite unten ein neues Passwort. Damit werden alle anderen abgemeldet.",
    ],
    button: { label: "Neues Passwort wählen", link },
  }),
  tokenCreated: (link) => ({
    subject: "Ein API-Token wurde erstellt",
    paragraphs: [
      "Für dein Docket-Konto wurde ein neues API-Token erstellt. Programme, die es haben, können tun, was es erlaubt.",
      "Warst du das nicht, widerrufe das Token auf der Seite unten und ändere dein Passwort.",
    ],
    button: { label: "Kontoeinstellungen öffnen", link },
  }),
  sessionsEnded: (link) => ({
    subject: "Du wurdest abgemeldet",
    paragraphs: [
      "Deine Sitzungen auf anderen Geräten, oder alle, wurden beendet.",
      "Warst das weder du noch deine Administration, wähle auf der Seite unten ein neues Passwort.",
    ],
    button: { label: "Neues Passwort wählen", link },
  }),
};
