import type { EmailTemplates } from "./email-template.ts";

/** All emails in German. */
export const german: EmailTemplates = {
  register: (link) => ({
    subject: "Schließe die Registrierung bei Docket ab",
    paragraphs: [
      "Jemand, vermutlich du, möchte mit dieser Adresse ein Docket-Konto anlegen.",
      "Der Link gilt 24 Stunden. Warst du das nicht, ignoriere diese E-Mail: Es wurde nichts angelegt.",
    ],
    button: { label: "Registrierung abschließen", link },
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
    subject: "Bestätige deine E-Mail-Adresse",
    paragraphs: [
      "Bestätige, dass dir diese E-Mail-Adresse gehört. Der Link gilt 24 Stunden, in einem Browser, in dem du angemeldet bist.",
    ],
    button: { label: "E-Mail-Adresse bestätigen", link },
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
    subject: "Bestätige deine neue E-Mail-Adresse",
    paragraphs: [
      "Bestätige diese E-Mail-Adresse für dein Docket-Konto. Der Link gilt eine Stunde.",
      "Hast du das nicht angefordert, ignoriere diese E-Mail.",
    ],
    button: { label: "Neue E-Mail-Adresse bestätigen", link },
  }),
  emailChanged: (link) => ({
    subject: "Deine E-Mail-Adresse wurde geändert",
    paragraphs: [
      "Dein Docket-Konto hat jetzt eine andere E-Mail-Adresse.",
      "Warst du das nicht, stelle die alte innerhalb von 72 Stunden mit dem Link unten wieder her. Damit werden alle abgemeldet.",
    ],
    button: { label: "Alte E-Mail-Adresse wiederherstellen", link },
  }),
  invite: (link) => ({
    subject: "Einladung zu Docket",
    paragraphs: ["Jemand, der Docket benutzt, hat dich eingeladen. Der Link gilt 7 Tage."],
    button: { label: "Einladung annehmen", link },
  }),
  tokenReuse: (link) => ({
    subject: "Eine deiner Sitzungen wurde beendet",
    paragraphs: [
      "Eine deiner Sitzungen wurde an zwei Orten gleichzeitig benutzt. Das geschieht, wenn jemand sie kopiert. Sie wurde an beiden beendet.",
      "Melde dich neu an. Hast du die Sitzung nicht selbst kopiert, ändere dein Passwort und prüfe deine Sitzungen.",
    ],
    button: { label: "Docket öffnen", link },
  }),
  newSignIn: ({ link, moment, network }) => ({
    subject: "Neue Anmeldung bei Docket",
    paragraphs: [
      `Jemand hat sich mit einem neuen Browser bei deinem Docket-Konto angemeldet: ${moment}, Netz ${network}.`,
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
      "Wenn das weder du noch deine Administration warst, wähle auf der Seite unten ein neues Passwort.",
    ],
    button: { label: "Neues Passwort wählen", link },
  }),
};
