import type { Issue } from "@docket/schema/error";
import type { ZodError } from "zod";

const MAX_ISSUES = 20;
/** How many unknown fields an error names, and how much of each name it repeats, in UTF-16 code units. */
const MAX_NAMES = 5;
const LONGEST_NAME = 60;

/** Returns the problems of an input, by field; only the first ones if there are many. */
export function issuesOf(error: ZodError): Issue[] {
  return error.issues.slice(0, MAX_ISSUES).map((issue) => ({
    path: issue.path.map((step) => shortened(String(step))).join("."),
    code: issue.code,
    message: issue.code === "unrecognized_keys" ? unknownFields(issue.keys) : issue.message,
  }));
}

/** Names unexpected fields of a request. The names come from the client, so only their beginning is repeated. */
function unknownFields(keys: string[]): string {
  const named = keys.slice(0, MAX_NAMES).map((key) => JSON.stringify(shortened(key)));
  const more = keys.length > MAX_NAMES ? ` and ${keys.length - MAX_NAMES} more` : "";
  return `has unknown fields: ${named.join(", ")}${more}`;
}

function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME).toWellFormed()}…` : name;
}
