import { AsyncLocalStorage } from "node:async_hooks";
import { authenticate } from "@docket/core/identity/session/authenticate";
import { tokensIn } from "@docket/core/identity/session/cookie";
import type { RequestInfo } from "@docket/core/runtime/ctx";
import { toDomainError } from "@docket/core/runtime/fault";
import type { Runtime } from "@docket/core/runtime/runtime";
import { translate } from "@docket/core/runtime/translation/translate";
import type { ApiError } from "@docket/schema/error";
import type { ApiContext } from "./context.ts";
import { refusalData } from "./error.ts";
import { createCaller } from "./root.ts";

/** Calls procedures from server components. */
export type PageCaller = ReturnType<typeof createCaller>;

/** Creates a caller for a page request; `cookie` is its `Cookie` header. */
export type CallForPage = (cookie: string | null, info: RequestInfo) => Promise<PageCaller>;

declare global {
  /**
   * Gives server components access to the API in this process. The pages are a separate bundle, which must not contain
   * a second copy of the API. The running API is therefore shared in a global variable.
   */
  var docketCallForPage: CallForPage | undefined;
  /** Reports the error of a failed page, because Next does not log it. */
  var docketReportPageError: ((error: unknown, at: { path: string; route: string }) => void) | undefined;
}

type RefusalListener = (refusal: Pick<ApiError, "code" | "message">) => void;

/**
 * The listener of the page being rendered. It is called with each error of the page's API calls, because Next reports
 * only that the page failed.
 */
const refusalListener = new AsyncLocalStorage<RefusalListener>();

/**
 * Renders a page and reports the errors of its API calls.
 *
 * @param render renders the page; API calls in its asynchronous context belong to the page
 */
export function trackPageReads(render: () => Promise<void>, onRefusal: RefusalListener): Promise<void> {
  return refusalListener.run(onRefusal, render);
}

/** Lets pages call the API in this process, with the same middleware as over HTTP, and logs failed pages. */
export function publishPageCaller(runtime: Runtime): void {
  globalThis.docketReportPageError = (error, { path, route }) => {
    const digest = typeof error === "object" && error !== null && "digest" in error ? error.digest : undefined;
    // The query is not logged, because it can contain search text.
    runtime.log.error({ err: error, path: path.split("?")[0], route, digest }, "a page failed");
  };
  globalThis.docketCallForPage = async (cookie, info) => {
    const { access } = tokensIn(runtime.cookies, cookie);
    const onRefusal = refusalListener.getStore();
    const identity = await authenticate(runtime, { accessToken: access, authorization: null, ip: info.ip }).catch(
      (error: unknown) => {
        const refusal = toDomainError(error);
        if (refusal !== null) onRefusal?.({ code: refusal.code, message: translate(refusal.text, info.locale) });
        throw error;
      },
    );
    const context: ApiContext = {
      runtime,
      request: identity.kind === "actor" ? { ...info, locale: identity.locale } : info,
      identity,
      signal: () => new AbortController().signal,
      setCookie: () => undefined,
      noteRate: () => undefined,
      // The HTTP server has already counted the page request.
      isCounted: true,
      refreshToken: null,
      expectedUserId: null,
      deviceToken: null,
    };
    return createCaller(context, { onError: ({ error }) => onRefusal?.(refusalData(error, info.id, info.locale)) });
  };
}
