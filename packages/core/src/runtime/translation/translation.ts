import type { z } from "zod";

/** The texts of one language, by their English templates. */
export type Catalogue = Readonly<Record<string, string>>;

/** The server's messages in a language other than English, which is the language of the source. */
export type Translation = {
  messages: Catalogue;
  /** Returns zod's own message about an input in this language, or undefined if it has none. */
  inputMessage: (issue: z.core.$ZodRawIssue) => string | undefined;
};
