import { AsyncLocalStorage } from "node:async_hooks";
import type { RequestInfo } from "@docket/core/ctx";
import { refusalOf } from "@docket/core/fault";
import type { Runtime } from "@docket/core/runtime";
import { authenticate } from "@docket/core/session/authenticate";
import { tokensIn } from "@docket/core/session/cookie";
import type { Refusal } from "@docket/schema/error";
import type { ApiContext } from "./context.ts";
import { refusalData } from "./error.ts";
import { createCaller } from "./root.ts";

/** The procedures, as server components call them. */
export type PageCaller = ReturnType<typeof createCaller>;

/** Makes the procedures callable on behalf of a page request; `cookie` is its `Cookie` header. */
export type CallForPage = (cookie: string | null, info: RequestInfo) => Promise<PageCaller>;

declare global {
  /**
   * How server components reach the API in this process. The pages are a bundle of their own and must not hold a second copy
   * of it, so the one that runs is handed over here.
   */
  var docketCallForPage: CallForPage | undefined;
  /** Where a page that failed reports to: its framework keeps quiet about it. */
  var docketReportPageError: ((error: unknown, at: { path: string; route: string }) => void) | undefined;
}

type RefusalListener = (refusal: Pick<Refusal, "code" | "message">) => void;

/** Of the page that is being rendered: hears why a read was refused. Its framework answers with nothing but a failure. */
const refusalListener = new AsyncLocalStorage<RefusalListener>();

/**
 * Renders a page and reports the refusals that its reads met.
 *
 * @param render draws the page; its reads are those made in its asynchronous context
 */
export function trackPageReads(render: () => Promise<void>, onRefusal: RefusalListener): Promise<void> {
  return refusalListener.run(onRefusal, render);
}

/** Lets pages call the API in this process, through the same middleware as over the wire, and their failures get into the log. */
export function publishPageCaller(runtime: Runtime): void {
  globalThis.docketReportPageError = (error, { path, route }) => {
    const digest = typeof error === "object" && error !== null && "digest" in error ? error.digest : undefined;
    // Without what stands behind the question mark, which may be a text that somebody searched for.
    runtime.log.error({ err: error, path: path.split("?")[0], route, digest }, "a page failed");
  };
  globalThis.docketCallForPage = async (cookie, info) => {
    const { access } = tokensIn(runtime.cookies, cookie);
    const onRefusal = refusalListener.getStore();
    const identity = await authenticate(runtime, { accessToken: access, authorization: null, ip: info.ip }).catch(
      (error: unknown) => {
        const refusal = refusalOf(error);
        if (refusal !== null) onRefusal?.(refusal);
        throw error;
      },
    );
    const context: ApiContext = {
      runtime,
      request: info,
      identity,
      signal: () => new AbortController().signal,
      setCookie: () => undefined,
      noteRate: () => undefined,
      // The front has counted this page already.
      isCounted: true,
      refreshToken: null,
      deviceToken: null,
    };
    return createCaller(context, { onError: ({ error }) => onRefusal?.(refusalData(error, info.id)) });
  };
}
