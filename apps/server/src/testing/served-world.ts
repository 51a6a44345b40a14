import { createDirectApi } from "@docket/api/direct";
import { createApi } from "@docket/api/handler";
import { publishPageCaller, trackPageReads } from "@docket/api/page-caller";
import { createBrowserSession } from "@docket/core/identity/session/browser-session";
import { countPage } from "@docket/core/identity/session/page-budget";
import type { Runtime } from "@docket/core/runtime/runtime";
import { createWorld } from "@docket/core/testing/world";
import type { Person, World, WorldOptions } from "@docket/core/testing/world";
import type { FrontOptions } from "../front/option.ts";
import { sessionCookies } from "../session-cookies.ts";
import { startFront } from "./front-world.ts";
import type { TestResponse, FrontWorld } from "./front-world.ts";

/** A test installation behind the real front. Everything except the pages is as in production. */
export type ServedWorld = FrontWorld & {
  readonly world: World;
  /** Calls a procedure as one of the app's own pages would, with this user's cookies. */
  mutate(person: Person | null, procedure: string, input: unknown): Promise<TestResponse>;
  query(person: Person | null, procedure: string, input: unknown): Promise<TestResponse>;
  close(): Promise<void>;
};

/** Returns the `Cookie` header of a user's browser, with the given tokens. */
export function cookieOf({ cookies }: Person, kinds: ("access" | "refresh")[] = ["access"]): string {
  const names = { access: "at", refresh: "rt" };
  return kinds.map((kind) => `${names[kind]}=${cookies[kind]}`).join("; ");
}

/**
 * Serves a runtime on a free port of 127.0.0.1. Its pages can call the API, as those of the web app can.
 *
 * @param pages renders the pages; by default, each page consists of the text "a page"
 */
export function serveRuntime(runtime: Runtime, pages?: FrontOptions["pages"]): Promise<FrontWorld> {
  const session = createBrowserSession(runtime);
  publishPageCaller(runtime);
  return startFront({
    api: createApi(runtime),
    directApi: createDirectApi(runtime),
    session: sessionCookies(runtime.cookies.names, () => session),
    ...(pages && { pages }),
    pageGate: {
      find: (path) => (path.startsWith("/nowhere") ? null : "page"),
      count: (cookie, clientIp) => countPage(runtime, cookie, clientIp),
      track: trackPageReads,
    },
  });
}

/** Creates a test installation and serves it on a free port of 127.0.0.1. */
export async function serveWorld(options: WorldOptions & { pages?: FrontOptions["pages"] } = {}): Promise<ServedWorld> {
  const world = await createWorld(options);
  const { runtime } = world;
  const served = await serveRuntime(runtime, options.pages);
  const identified = (person: Person | null): Record<string, string> =>
    person === null ? {} : { cookie: cookieOf(person) };
  return {
    ...served,
    world,
    mutate: (person, procedure, input) =>
      served.call({
        method: "POST",
        path: `/api/trpc/${procedure}`,
        headers: { ...identified(person), "content-type": "application/json", "sec-fetch-site": "same-origin" },
        body: JSON.stringify(input),
      }),
    query: (person, procedure, input) =>
      served.call({
        path: `/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`,
        headers: identified(person),
      }),
    close: async () => {
      await served.front.drain();
      await world.close();
    },
  };
}
