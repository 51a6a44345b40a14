import type { z } from "zod";

/** The messages in one language, keyed by English template. */
export type Catalogue = Readonly<Record<string, string>>;

/** The server's messages in a language other than English. English is the language of the source code. */
export type Translation = {
  messages: Catalogue;
  /** Returns zod's own message for an invalid input in this language, or undefined if it has none. */
  inputMessage: (issue: z.core.$ZodRawIssue) => string | undefined;
};
