import type { MailBody } from "./template.ts";

// The words of every mail. None says anything about what the person works on.

export const letters = {
  register: (link: string): MailBody => ({
    subject: "Finish your Docket account",
    paragraphs: [
      "Somebody, probably you, wants to make a Docket account with this address.",
      "The link works for 24 hours. If it was not you, ignore this mail: nothing has been made.",
    ],
    button: { label: "Finish your account", link },
  }),
  accountExists: (link: string): MailBody => ({
    subject: "You already have a Docket account",
    paragraphs: [
      "Somebody, probably you, tried to make a Docket account with this address. There is one already, and it was left as it is.",
      "Sign in as usual, or choose a new password on the page below if you forgot it.",
    ],
    button: { label: "Sign in", link },
  }),
  verifyEmail: (link: string): MailBody => ({
    subject: "Confirm your address",
    paragraphs: [
      "Confirm that this address is yours. The link works for 24 hours, in a browser where you are signed in.",
    ],
    button: { label: "Confirm address", link },
  }),
  resetPassword: (link: string): MailBody => ({
    subject: "Choose a new password",
    paragraphs: [
      "Somebody, probably you, asked for a new password for your Docket account.",
      "The link works for 30 minutes. If it was not you, ignore this mail: your password stays as it is.",
    ],
    button: { label: "Choose a new password", link },
  }),
  passwordChanged: (link: string): MailBody => ({
    subject: "Your password was changed",
    paragraphs: [
      "The password of your Docket account was changed just now.",
      "If it was not you, choose a new one at once on the page below. That signs out everybody else.",
    ],
    button: { label: "Open Docket", link },
  }),
  changeEmail: (link: string): MailBody => ({
    subject: "Confirm your new address",
    paragraphs: [
      "Confirm that this address shall be the one of your Docket account. The link works for one hour.",
      "If you did not ask for that, ignore this mail.",
    ],
    button: { label: "Confirm new address", link },
  }),
  emailChanged: (link: string): MailBody => ({
    subject: "Your address was changed",
    paragraphs: [
      "Your Docket account now has another e-mail address.",
      "If it was not you, take it back with the link below within 72 hours. Everybody is then signed out.",
    ],
    button: { label: "Take it back", link },
  }),
  invite: (link: string): MailBody => ({
    subject: "You are invited to Docket",
    paragraphs: ["Somebody who uses Docket invited you to join. The link works for 7 days."],
    button: { label: "Accept the invitation", link },
  }),
  tokenReuse: (link: string): MailBody => ({
    subject: "A session of yours was ended",
    paragraphs: [
      "Docket saw a sign-in of yours being used from two places at once, as happens when somebody copied it. It was ended in both.",
      "Sign in again. If you did not copy it yourself, change your password and look at your list of sessions.",
    ],
    button: { label: "Open Docket", link },
  }),
};
