import type { en } from "./en.ts";

/** The messages of a translation: the same keys as in English, all required. */
export type Texts<English> = { [Name in keyof English]: English[Name] extends string ? string : Texts<English[Name]> };

/** All messages in one language. */
export type Messages = Texts<typeof en>;
