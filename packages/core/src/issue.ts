import type { Issue } from "@docket/schema/error";
import type { ZodError } from "zod";

const MAX_ISSUES = 20;
/** Unknown fields that a refusal names, and the most that it repeats of a name, in UTF-16 code units. */
const MAX_NAMES = 5;
const LONGEST_NAME = 60;

/** Returns what is wrong with an input, field by field; of many faults the first. */
export function issuesOf(error: ZodError): Issue[] {
  return error.issues.slice(0, MAX_ISSUES).map((issue) => ({
    path: issue.path.map((step) => shortened(String(step))).join("."),
    code: issue.code,
    message: issue.code === "unrecognized_keys" ? unknownFields(issue.keys) : issue.message,
  }));
}

/** Names fields that a request should not have. They come from outside, so only the beginning of them is repeated. */
function unknownFields(keys: string[]): string {
  const named = keys.slice(0, MAX_NAMES).map((key) => JSON.stringify(shortened(key)));
  const more = keys.length > MAX_NAMES ? ` and ${keys.length - MAX_NAMES} more` : "";
  return `has unknown fields: ${named.join(", ")}${more}`;
}

function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME).toWellFormed()}…` : name;
}
