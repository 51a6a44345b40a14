import * as draft from "../../entities/draft/load-quick-add-parser.ts";

/** Loads the parser of quick add with one language, once. */
export const loadQuickAddParser = draft.loadQuickAddParser;
