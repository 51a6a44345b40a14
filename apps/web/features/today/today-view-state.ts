import { BASE_VIEW } from "../../entities/view/view-state.ts";
import type { ViewState } from "../../entities/view/view-state.ts";

/** The default view of the Today page. */
export const TODAY_VIEW: ViewState = { ...BASE_VIEW, sortBy: "due" };

/** The key under which the view is stored. */
export const TODAY_PAGE = "today";
