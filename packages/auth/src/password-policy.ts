/** Minimum length of a password, in Unicode code points after normalisation. */
export const MIN_PASSWORD_LENGTH = 12;
/** Maximum length of a password, in Unicode code points after normalisation. */
export const MAX_PASSWORD_LENGTH = 256;

/** The reason for rejecting a password. The web app converts it to a message. */
export type PasswordProblem =
  | "malformed"
  | "control"
  | "short"
  | "long"
  /** A repetition, or keyboard, alphabet or number sequences. */
  | "pattern"
  /** The user's email address or name, or Docket's name, with few additional characters. */
  | "personal"
  /** A common password, alone or with few additional characters. */
  | "common";

/** The user who sets the password. */
export type PasswordOwner = { email: string; name: string };

// Maximum number of UTF-16 code units per character before normalisation. A longer password is rejected without being
// normalised.
const MAX_CHARACTER_UNITS = 4;
const PRODUCT = "docket";
const CONTROL = /\p{Cc}/u;
// Minimum number of code points that must remain after the guessable part of a password is removed.
const MIN_REMAINING_LENGTH = 8;
const MIN_WORD_LENGTH = 3;
const MIN_DISTINCT_CHARACTERS = 5;
const MIN_RUN_LENGTH = 4;
const MAX_COMMON_RANK = 2_000;

/** Sequences of keyboard keys, letters of the alphabet, and digits. They are matched in both directions. */
const ROWS = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890",
  "qwertyuiop",
  "qwertzuiop",
  "azertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "yxcvbnm",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
];
const SEQUENCES = ROWS.flatMap((row) => [row, Array.from(row).toReversed().join("")]);

const LEET: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

/**
 * Checks a new password against the policy (NIST SP 800-63B section 3.1.1.2, OWASP ASVS 5.0 section 6.2): 12 to 256
 * characters of any kind, no composition rules, and no passwords that attackers try first. Spaces count, and the
 * password is neither truncated nor changed.
 *
 * The list of common passwords comes from zxcvbn (49,233 entries, MIT, from `@zxcvbn-ts/language-common`). Few of them
 * have 12 characters, so a listed password is also rejected if it is only padded, doubled or joined to another listed
 * password.
 *
 * @returns the problem, or null
 */
export async function checkPassword(password: string, owner: PasswordOwner): Promise<PasswordProblem | null> {
  if (!password.isWellFormed()) return "malformed";
  if (password.length > MAX_PASSWORD_LENGTH * MAX_CHARACTER_UNITS) return "long";
  if (CONTROL.test(password)) return "control";
  const text = password.normalize("NFC");
  const length = Array.from(text).length;
  if (length < MIN_PASSWORD_LENGTH) return "short";
  if (length > MAX_PASSWORD_LENGTH) return "long";

  const folded = text.toLowerCase();
  if (isPattern(folded)) return "pattern";
  if (isPersonal(folded, owner)) return "personal";
  return (await isCommon(folded)) ? "common" : null;
}

function isPattern(text: string): boolean {
  if (new Set(text).size < MIN_DISTINCT_CHARACTERS) return true;
  if (isRepeated(text)) return true;
  return lengthWithoutRuns(text) < MIN_REMAINING_LENGTH;
}

/** Returns whether the text repeats a block shorter than the minimum length. The last repetition can be incomplete. */
function isRepeated(text: string): boolean {
  for (let period = 1; period < MIN_PASSWORD_LENGTH && period <= text.length / 2; period++) {
    if (text.startsWith(text.slice(period))) return true;
  }
  return false;
}

/**
 * Returns the length of the text, counting each run of equal or neighbouring characters as only two: its start and its
 * end.
 */
function lengthWithoutRuns(text: string): number {
  let counted = 0;
  for (let start = 0; start < text.length;) {
    const run = Math.max(...SEQUENCES.map((walk) => sequenceLength(text, start, walk)), equalLength(text, start));
    counted += run >= MIN_RUN_LENGTH ? 2 : 1;
    start += run >= MIN_RUN_LENGTH ? run : 1;
  }
  return counted;
}

/** Returns how many characters of the text, beginning at `start`, follow the sequence. */
function sequenceLength(text: string, start: number, walk: string): number {
  const at = walk.indexOf(text.charAt(start));
  if (at < 0) return 1;
  let length = 1;
  while (at + length < walk.length && text[start + length] === walk[at + length]) length++;
  return length;
}

function equalLength(text: string, start: number): number {
  let length = 1;
  while (start + length < text.length && text[start + length] === text[start]) length++;
  return length;
}

function isPersonal(text: string, { email, name }: PasswordOwner): boolean {
  const [local = "", domain = ""] = email.toLowerCase().split("@");
  const given = [local, domain, ...words(local), ...words(domain), ...words(name.toLowerCase()), PRODUCT];
  // Longest first, so that a whole address is removed before its parts are.
  const known = given.map((word) => word.normalize("NFC")).filter((word) => word.length >= MIN_WORD_LENGTH);
  known.sort((one, other) => other.length - one.length);
  return [text, unleet(text)].some((form) => {
    const rest = known.reduce((left, word) => left.replaceAll(word, ""), form);
    return rest !== form && Array.from(rest).length < MIN_REMAINING_LENGTH;
  });
}

function words(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u);
}

async function isCommon(text: string): Promise<boolean> {
  const ranks = await commonPasswords();
  if (ranks.has(text) || ranks.has(unleet(text))) return true;

  // For example "Password!2026": the characters before and after the letters are few or easy to guess.
  const [, before = "", core = "", after = ""] = /^(\P{L}*)(.*?)(\P{L}*)$/su.exec(text) ?? [];
  const padding = before + after;
  const isPaddingWeak = padding.length < MIN_REMAINING_LENGTH || ranks.has(padding) || isPattern(padding);
  const isCoreWeak = ranks.has(core) || ranks.has(unleet(core)) || isRepeated(core);
  if (isPaddingWeak && isCoreWeak) return true;

  return Array.from({ length: text.length - 1 }, (_, index) => [text.slice(0, index + 1), text.slice(index + 1)]).some(
    (halves) => halves.every((half) => (ranks.get(half) ?? MAX_COMMON_RANK) < MAX_COMMON_RANK),
  );
}

function unleet(text: string): string {
  return text.replace(/[013457@$!]/g, (character) => LEET[character] ?? character);
}

let loading: Promise<ReadonlyMap<string, number>> | undefined;

/**
 * Returns the rank of each common password; 0 is the most common. The list is loaded when a password is first set, not
 * at startup.
 */
function commonPasswords(): Promise<ReadonlyMap<string, number>> {
  loading ??= import("@zxcvbn-ts/language-common").then(
    ({ dictionary }) => new Map(dictionary["passwords-common"].map((password, rank) => [password, rank])),
  );
  return loading;
}
