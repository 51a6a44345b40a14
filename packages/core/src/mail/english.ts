import type { Letters } from "./letter.ts";

/** Every mail in English. */
export const english: Letters = {
  register: (link) => ({
    subject: "Finish your Docket account",
    paragraphs: [
      "Somebody, probably you, wants to make a Docket account with this address.",
      "The link works for 24 hours. If it was not you, ignore this email: nothing has been made.",
    ],
    button: { label: "Finish your account", link },
  }),
  accountExists: (link) => ({
    subject: "You already have a Docket account",
    paragraphs: [
      "Somebody, probably you, tried to make a Docket account with this address. There is one already, and it was left as it is.",
      "Sign in as usual, or choose a new password on the page below if you forgot it.",
    ],
    button: { label: "Sign in", link },
  }),
  verifyEmail: (link) => ({
    subject: "Confirm your address",
    paragraphs: [
      "Confirm that this address is yours. The link works for 24 hours, in a browser where you are signed in.",
    ],
    button: { label: "Confirm address", link },
  }),
  resetPassword: (link) => ({
    subject: "Choose a new password",
    paragraphs: [
      "Somebody, probably you, asked for a new password for your Docket account.",
      "The link works for 30 minutes. If it was not you, ignore this email: your password stays as it is.",
    ],
    button: { label: "Choose a new password", link },
  }),
  passwordChanged: (link) => ({
    subject: "Your password was changed",
    paragraphs: [
      "The password of your Docket account was changed just now.",
      "If it was not you, choose a new one at once on the page below. That signs out everybody else.",
    ],
    button: { label: "Open Docket", link },
  }),
  changeEmail: (link) => ({
    subject: "Confirm your new address",
    paragraphs: [
      "Confirm that this address shall be the one of your Docket account. The link works for one hour.",
      "If you did not ask for that, ignore this email.",
    ],
    button: { label: "Confirm new address", link },
  }),
  emailChanged: (link) => ({
    subject: "Your address was changed",
    paragraphs: [
      "Your Docket account now has another email address.",
      "If it was not you, take it back with the link below within 72 hours. Everybody is then signed out.",
    ],
    button: { label: "Take it back", link },
  }),
  invite: (link) => ({
    subject: "You are invited to Docket",
    paragraphs: ["Somebody who uses Docket invited you to join. The link works for 7 days."],
    button: { label: "Accept the invitation", link },
  }),
  tokenReuse: (link) => ({
    subject: "A session of yours was ended",
    paragraphs: [
      "Docket saw a sign-in of yours being used from two places at once, as happens when somebody copied it. It was ended in both.",
      "Sign in again. If you did not copy it yourself, change your password and look at your list of sessions.",
    ],
    button: { label: "Open Docket", link },
  }),
  newSignIn: ({ link, moment, network }) => ({
    subject: "New sign-in to Docket",
    paragraphs: [
      `Your Docket account was signed in to from a browser that it had not been used in before: ${moment}, network ${network}.`,
      "If this was not you, choose a new password on the page below. That signs everyone else out.",
    ],
    button: { label: "Choose a new password", link },
  }),
  tokenCreated: (link) => ({
    subject: "An API token was created",
    paragraphs: [
      "A new API token for your Docket account was created. Programs that have it can do what it allows.",
      "If this was not you, revoke the token on the page below and change your password.",
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
