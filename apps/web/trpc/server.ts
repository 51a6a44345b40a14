import type { PageCaller } from "@docket/api/page-caller";
import type { AppRouter } from "@docket/api/root";
import { requestedLocale } from "@docket/schema/locale";
import { createTRPCClient, TRPCClientError } from "@trpc/client";
import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import { redirectTo, signInPath } from "../navigation/redirect.ts";
import { createQueryClient } from "./query-client.ts";

/**
 * Returns the procedures for use in server components. They run in this process with the permissions of the user who
 * sent the request.
 */
export const serverApi = cache(async (): Promise<PageCaller> => {
  const call = globalThis.docketCallForPage;
  if (!call) throw new Error("The pages run without the server that serves them.");
  const incoming = await headers();
  return call(incoming.get("cookie"), {
    id: incoming.get("x-request-id") ?? "page",
    ip: incoming.get("x-forwarded-for"),
    userAgent: incoming.get("user-agent") ?? "",
    locale: requestedLocale({ cookie: incoming.get("cookie"), acceptLanguage: incoming.get("accept-language") }),
  });
});

/** Returns the session of the request, loaded once per request. Throws UNAUTHORIZED if the user is signed out. */
export const currentSession = cache(async () => (await serverApi()).session.get({}));

/**
 * Runs the queries of a page and turns their errors into navigation. Redirects to the sign-in page (which returns to
 * the requested page) or, if the user's email address is unconfirmed, to the page for confirming it. Shows the 404 page
 * for anything that the user is not allowed to see.
 */
export async function readForPage<Answer>(read: (api: PageCaller) => Promise<Answer>): Promise<Answer> {
  try {
    return await read(await serverApi());
  } catch (error) {
    const code = codeOf(error);
    if (code === "UNAUTHORIZED") redirectTo(signInPath(await requestedPath()));
    if (code === "FORBIDDEN" && !(await currentSession()).account.isVerified) redirectTo("/verify");
    if (code === "NOT_FOUND" || code === "UNPROCESSABLE_CONTENT") notFound();
    throw error;
  }
}

/** Returns the requested path and query, which the HTTP server passes in a header because layouts do not receive it. */
export async function requestedPath(): Promise<string> {
  return (await headers()).get("x-requested-path") ?? "/";
}

/** Returns the tRPC code of an error. Checks the class by name, because this bundle has its own copy of the class. */
export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || error.name !== "TRPCError" || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

/**
 * Creates a query cache that is filled on the server and sent with the page. Also returns a tRPC client and the
 * procedures as query options. Redirects to the sign-in page if the user is signed out.
 */
export async function preparePage() {
  await readForPage(currentSession);
  const caller = await serverApi();
  const queryClient = createQueryClient();
  const client = createTRPCClient<AppRouter>({ links: [inProcessLink(caller)] });
  return { queryClient, client, trpc: createTRPCOptionsProxy<AppRouter>({ client, queryClient }) };
}

function inProcessLink(caller: PageCaller): TRPCLink<AppRouter> {
  return () =>
    ({ op }) =>
      observable((observer) => {
        procedureAt(
          caller,
          op.path,
        )(op.input).then(
          (data) => {
            observer.next({ result: { type: "data", data } });
            observer.complete();
          },
          (error: unknown) =>
            observer.error(TRPCClientError.from(error instanceof Error ? error : new Error("The call failed."))),
        );
      });
}

function procedureAt(caller: PageCaller, path: string): (input: unknown) => Promise<unknown> {
  // Safe because the caller is a proxy that has a function at every procedure path of the router.
  return path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], caller) as (
    input: unknown,
  ) => Promise<unknown>;
}
