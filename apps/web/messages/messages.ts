import type { en } from "./en.ts";

/** The texts of another language for those of English: the same names, all of them. */
export type Texts<English> = { [Name in keyof English]: English[Name] extends string ? string : Texts<English[Name]> };

/** All texts in one language. */
export type Messages = Texts<typeof en>;
