import { Pool } from "undici";

export type Headers = Record<string, string>;

/** One API call, or several procedures called in one request. */
export type Call = {
  /** The path of the procedure, or several paths separated by commas. */
  path: string;
  type: "query" | "mutation";
  /** The input, which may be invalid JSON. */
  input: string;
  headers: Headers;
  isBatch?: boolean;
};

export type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

/** Sends calls to one server over a small number of connections. */
export type Caller = { call: (call: Call) => Promise<Answer>; close: () => Promise<void> };

const MAX_TARGET_LENGTH = 6_000;

/** Creates a caller. */
export function createCaller(origin: string, connections = 16): Caller {
  const pool = new Pool(origin, { connections, headersTimeout: 30_000, bodyTimeout: 30_000 });
  return {
    call: async (call) => {
      const { statusCode, headers, body } = await pool.request(requestOf(call));
      return { status: statusCode, headers, body: await body.text() };
    },
    close: () => pool.close(),
  };
}

function requestOf({ path, type, input, headers, isBatch = false }: Call) {
  const target = `/api/trpc/${path}`;
  const asQuery = `${target}?${isBatch ? "batch=1&" : ""}input=${encodeURIComponent(input)}`;
  if (type === "query" && asQuery.length < MAX_TARGET_LENGTH) return { method: "GET" as const, path: asQuery, headers };
  return {
    method: "POST" as const,
    path: isBatch ? `${target}?batch=1` : target,
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin", ...headers },
    body: input,
  };
}

/**
 * Processes items in order, several of them concurrently.
 *
 * @param lanes number of items processed concurrently
 */
export async function runConcurrently<Item>(
  items: Iterable<Item>,
  lanes: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = items[Symbol.iterator]();
  const lane = async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
