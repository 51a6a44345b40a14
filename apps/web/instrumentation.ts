import type { Instrumentation } from "next";

/** Logs an error that occurred while rendering a page. The log entry contains the reference shown on the page. */
export const onRequestError: Instrumentation.onRequestError = (error, { path }, { routePath }) => {
  globalThis.docketReportPageError?.(error, { path, route: routePath });
};
