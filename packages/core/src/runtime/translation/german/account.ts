/** Messages about accounts, sessions, links and the administration of an installation. */
export const ACCOUNT = {
  "Wrong email or password.": "E-Mail oder Passwort ist falsch.",
  "The password is wrong.": "Das Passwort ist falsch.",
  "The password was changed elsewhere at the same time. Try again.":
    "Das Passwort wurde gleichzeitig anderswo geändert. Versuche es noch einmal.",
  "needs at least {0} characters": "braucht mindestens {0} Zeichen",
  "has more than {0} characters": "hat mehr als {0} Zeichen",
  "is too repetitive or follows a keyboard pattern": "wiederholt sich oder folgt einem Tastaturmuster",
  "is too similar to your email, your name or the name of this program":
    "ist deiner E-Mail-Adresse, deinem Namen oder dem Namen dieses Programms zu ähnlich",
  "is too common": "ist zu verbreitet",

  "This link is invalid or has expired. Ask for a new one.":
    "Dieser Link ist ungültig oder abgelaufen. Bitte um einen neuen.",
  "This email already has an account.": "Für diese E-Mail-Adresse gibt es schon ein Konto.",
  "This email already has an account. Sign in instead.":
    "Für diese E-Mail-Adresse gibt es schon ein Konto. Melde dich an.",
  "Registration is by invitation only. Ask an administrator to invite you.":
    "Registrieren kannst du dich nur mit einer Einladung. Bitte einen Administrator, dich einzuladen.",
  "is required": "fehlt",
  "is not the one this link was created for": "ist nicht die, für die dieser Link erstellt wurde",
  "does not match this account": "gehört nicht zu diesem Konto",
  "This invitation is for another email. Sign in with that one.":
    "Diese Einladung gilt für eine andere E-Mail-Adresse. Melde dich mit dieser an.",
  "This invitation was already created. Its link is shown only once.":
    "Diese Einladung wurde schon erstellt. Ihr Link wird nur einmal angezeigt.",
  "This token was already created. It is shown only once.":
    "Dieses Token wurde schon erstellt. Es wird nur einmal angezeigt.",

  "This account is suspended.": "Dieses Konto ist gesperrt.",
  "You can't suspend yourself.": "Du kannst dich nicht selbst sperren.",
  "You can only do this to people with a lower role than yours.":
    "Das kannst du nur bei Personen, deren Rolle niedriger ist als deine.",
  "You can only open emails to people with a lower role than yours.":
    "Du kannst nur E-Mails an Personen öffnen, deren Rolle niedriger ist als deine.",
  "This is the last owner of the installation. Make someone else an owner first.":
    "Das ist der letzte Inhaber der Installation. Mache zuerst jemand anderen zum Inhaber.",
};
