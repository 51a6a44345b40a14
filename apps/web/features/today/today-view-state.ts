import { PLAIN_VIEW } from "../view/view-state.ts";
import type { ViewState } from "../view/view-state.ts";

/** How today looks when nobody chose anything. */
export const TODAY_VIEW: ViewState = { ...PLAIN_VIEW, sortBy: "due" };

/** The name under which the view is remembered. */
export const TODAY_PAGE = "today";
