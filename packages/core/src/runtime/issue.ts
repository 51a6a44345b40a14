import { message } from "@docket/schema/message";
import type { TemplateMessage } from "@docket/schema/message";
import type { ZodError } from "zod";
import type { InputIssue } from "./error.ts";
import { TRANSLATIONS } from "./translation/language.ts";

type ZodIssue = ZodError["issues"][number];

const MAX_ISSUES = 20;
/** Maximum number of unknown fields listed in an error, and maximum length of each name in UTF-16 code units. */
const MAX_NAMES = 5;
const LONGEST_NAME = 60;

/** Returns the problems with an input, each with the path of its field. Returns at most {@link MAX_ISSUES}. */
export function issuesOf(error: ZodError): InputIssue[] {
  return error.issues.slice(0, MAX_ISSUES).map((issue) => ({
    path: issue.path.map((step) => shortened(String(step))).join("."),
    code: issue.code,
    message: issue.code === "unrecognized_keys" ? unknownFields(issue.keys) : messageOf(issue),
  }));
}

/** Returns the message of an issue. For zod's own messages, zod also provides the translations. */
function messageOf(issue: ZodIssue): TemplateMessage {
  // zod's messages are plain strings, so a refinement whose message contains values passes the message in its
  // parameters.
  if (issue.code === "custom" && issue.params?.["text"] !== undefined) return issue.params["text"] as TemplateMessage;
  const texts = Object.entries(TRANSLATIONS).map(
    ([locale, { inputMessage }]) => [locale, inputMessage({ ...issue, input: undefined }) ?? issue.message] as const,
  );
  return { template: issue.message, values: [], translations: Object.fromEntries(texts) };
}

/**
 * Lists the unexpected fields in a request. The names come from the client, so only the first few characters are
 * repeated.
 */
function unknownFields(keys: string[]): TemplateMessage {
  const named = keys
    .slice(0, MAX_NAMES)
    .map((key) => JSON.stringify(shortened(key)))
    .join(", ");
  return keys.length > MAX_NAMES
    ? message`has unknown fields: ${named} and ${String(keys.length - MAX_NAMES)} more`
    : message`has unknown fields: ${named}`;
}

function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME).toWellFormed()}…` : name;
}
