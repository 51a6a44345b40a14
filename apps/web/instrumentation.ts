import type { Instrumentation } from "next";

/** Logs the error when rendering a page fails. The log entry has the reference that the page shows. */
export const onRequestError: Instrumentation.onRequestError = (error, { path }, { routePath }) => {
  globalThis.docketReportPageError?.(error, { path, route: routePath });
};
