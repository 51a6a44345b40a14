import { z } from "zod";
import { ACCOUNT } from "./german/account.ts";
import { IMPORT_REPORT } from "./german/import-report.ts";
import { IMPORT } from "./german/import.ts";
import { INPUT } from "./german/input.ts";
import { LIMIT } from "./german/limit.ts";
import { REQUEST } from "./german/request.ts";
import { WORK } from "./german/work.ts";
import type { Translation } from "./translation.ts";

const { localeError } = z.locales.de();

/** The server's messages in German. */
export const german: Translation = {
  messages: {
    ...ACCOUNT,
    ...IMPORT,
    ...IMPORT_REPORT,
    ...INPUT,
    ...LIMIT,
    ...REQUEST,
    ...WORK,
  },
  inputMessage: (issue) => {
    const found = localeError(issue);
    // zod's message names the type of the input, which the issue does not contain.
    return (typeof found === "string" ? found : found?.message)?.replace(/, erhalten .*/, "");
  },
};
