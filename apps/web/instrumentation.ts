import type { Instrumentation } from "next";

/** Next calls this when a page failed while it was drawn; who reads the log finds the cause under the reference that the page shows. */
export const onRequestError: Instrumentation.onRequestError = (error, { path }, { routePath }) => {
  globalThis.docketReportPageError?.(error, { path, route: routePath });
};
