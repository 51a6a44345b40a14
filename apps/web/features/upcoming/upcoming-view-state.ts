import { BASE_VIEW } from "../../entities/view/view-state.ts";
import type { ViewState } from "../../entities/view/view-state.ts";

/** The default view of the Upcoming page. */
export const UPCOMING_VIEW: ViewState = { ...BASE_VIEW, sortBy: "due" };

/** The key under which the view is stored. */
export const UPCOMING_PAGE = "upcoming";

/** Number of weeks shown initially. Scrolling loads more. */
export const FIRST_WEEKS = 3;
