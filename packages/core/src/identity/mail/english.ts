import type { EmailTemplates } from "./email-template.ts";

/** All emails in English. */
export const english: EmailTemplates = {
  register: (link) => ({
    subject: "Finish your Docket account",
    paragraphs: [
      "Someone, probably you, asked to create a Docket account with this email address.",
      "The link works for 24 hours. If this wasn't you, ignore this email: no account has been created.",
    ],
    button: { label: "Finish your account", link },
  }),
  accountExists: (link) => ({
    subject: "You already have a Docket account",
    paragraphs: [
      "Someone, probably you, tried to create a Docket account with this email address. You already have one, and it has not been changed.",
      "Sign in as usual, or choose a new password on the page below if you forgot it.",
    ],
    button: { label: "Sign in", link },
  }),
  verifyEmail: (link) => ({
    subject: "Confirm your email address",
    paragraphs: [
      "Confirm that this email address is yours. The link works for 24 hours, in a browser where you are signed in.",
    ],
    button: { label: "Confirm email address", link },
  }),
  resetPassword: (link) => ({
    subject: "Choose a new password",
    paragraphs: [
      "Someone, probably you, asked for a new password for your Docket account.",
      "The link works for 30 minutes. If this wasn't you, ignore this email: your password has not been changed.",
    ],
    button: { label: "Choose a new password", link },
  }),
  passwordChanged: (link) => ({
    subject: "Your password was changed",
    paragraphs: [
      "The password of your Docket account was changed just now.",
      "If this wasn't you, choose a new password on the page below right away. That signs everyone else out.",
    ],
    button: { label: "Open Docket", link },
  }),
  changeEmail: (link) => ({
    subject: "Confirm your new email address",
    paragraphs: [
      "Confirm this email address for your Docket account. The link works for one hour.",
      "If you didn't ask for this, ignore this email.",
    ],
    button: { label: "Confirm new email address", link },
  }),
  emailChanged: (link) => ({
    subject: "Your email address was changed",
    paragraphs: [
      "Your Docket account now has another email address.",
      "If this wasn't you, restore the old one with the link below within 72 hours. That signs everyone out.",
    ],
    button: { label: "Restore old email address", link },
  }),
  invite: (link) => ({
    subject: "You are invited to Docket",
    paragraphs: ["Someone who uses Docket invited you to join. The link works for 7 days."],
    button: { label: "Accept the invitation", link },
  }),
  tokenReuse: (link) => ({
    subject: "One of your sessions was ended",
    paragraphs: [
      "One of your sessions was used in two places at the same time, which happens when someone copies it. It was ended in both.",
      "Sign in again. If you didn't copy the session yourself, change your password and check your sessions.",
    ],
    button: { label: "Open Docket", link },
  }),
  newSignIn: ({ link, moment, network }) => ({
    subject: "New sign-in to Docket",
    paragraphs: [
      `Someone signed in to your Docket account from a new browser: ${moment}, network ${network}.`,
      "If this wasn't you, choose a new password on the page below. That signs everyone else out.",
    ],
    button: { label: "Choose a new password", link },
  }),
  tokenCreated: (link) => ({
    subject: "An API token was created",
    paragraphs: [
      "A new API token for your Docket account was created. Programs that have it can do what it allows.",
      "If this wasn't you, revoke the token on the page below and change your password.",
    ],
    button: { label: "Open account settings", link },
  }),
  sessionsEnded: (link) => ({
    subject: "You were signed out",
    paragraphs: [
      "Your sessions on other devices, or all of them, were ended.",
      "If neither you nor your administrator did this, choose a new password on the page below.",
    ],
    button: { label: "Choose a new password", link },
  }),
};
