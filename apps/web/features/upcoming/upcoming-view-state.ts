import { PLAIN_VIEW } from "../view/view-state.ts";
import type { ViewState } from "../view/view-state.ts";

/** How the coming days look when nobody chose anything. */
export const UPCOMING_VIEW: ViewState = { ...PLAIN_VIEW, sortBy: "due" };

/** The name under which the view is remembered. */
export const UPCOMING_PAGE = "upcoming";

/** Weeks that are shown before anybody scrolls; more come by themselves. */
export const FIRST_WEEKS = 2;
