import { ACCOUNT } from "./german/account.ts";
import { IMPORT_REPORT } from "./german/import-report.ts";
import { IMPORT } from "./german/import.ts";
import { INPUT } from "./german/input.ts";
import { LIMIT } from "./german/limit.ts";
import { REQUEST } from "./german/request.ts";
import { WORK } from "./german/work.ts";

/** All messages in German, by their English templates. */
export const GERMAN: Readonly<Record<string, string>> = {
  ...ACCOUNT,
  ...IMPORT,
  ...IMPORT_REPORT,
  ...INPUT,
  ...LIMIT,
  ...REQUEST,
  ...WORK,
};
