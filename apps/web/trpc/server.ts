import type { PageCaller } from "@docket/api/page-caller";
import type { AppRouter } from "@docket/api/root";
import { createTRPCClient, TRPCClientError } from "@trpc/client";
import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import { redirectTo, signInPath } from "../navigation/redirect.ts";
import { createQueryClient } from "./query-client.ts";

/** The procedures for server components: called in this process, with the rights of whoever asked for the page. */
export const serverApi = cache(async (): Promise<PageCaller> => {
  const call = globalThis.docketCallForPage;
  if (!call) throw new Error("The pages run without the server that serves them.");
  const incoming = await headers();
  return call(incoming.get("cookie"), {
    id: incoming.get("x-request-id") ?? "page",
    ip: incoming.get("x-forwarded-for"),
    userAgent: incoming.get("user-agent") ?? "",
  });
});

/** Who is signed in; read once however many parts of the page ask. Throws UNAUTHORIZED when nobody is. */
export const currentSession = cache(async () => (await serverApi()).session.get({}));

/**
 * Runs the reads of a page. Who is not signed in goes to the sign-in page and from there back to the address that they asked for;
 * who has not confirmed their address goes to the page about that; what they may not see is not there.
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

/** The path that was asked for, with its query. The front passes it on, because a layout is told neither. */
async function requestedPath(): Promise<string> {
  return (await headers()).get("x-requested-path") ?? "/";
}

/** tRPC's code of a failed call. Its class is another one in this bundle, so it is known by its name. */
export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || error.name !== "TRPCError" || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

/**
 * A cache to fill on the server and send along with a page, and the procedures as options for it. Who is not signed in goes to
 * the sign-in page.
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
  // Safe because the caller is a proxy that answers to every path of the router.
  return path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], caller) as (
    input: unknown,
  ) => Promise<unknown>;
}
