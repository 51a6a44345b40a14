import type { Id } from "@docket/schema/id";
import { MAX_READ_IDS } from "./transport.ts";
import type { Line, RowsAt } from "./transport.ts";

/** Rows that are being read because the lines alone don't determine them. */
type Request = {
  /** Seq of the first line that made it necessary. */
  since: number;
  /** Seq that the answer must have reached. It increases with each line that would make an older answer wrong. */
  minimum: number;
  /** Lines applied since the start, which are applied again to an answer that is older. Null if they don't matter. */
  lines: Line[] | null;
};

/** Writes the rows of an answer for one of the requested keys, and applies the lines that are newer. */
type Take = (key: string, lines: readonly Line[]) => void;

export type Requests = {
  /** Returns whether the request is new, so that it has to be sent. Otherwise, its answer must reach this position. */
  begin: (key: string, seq: number, keepsLines?: boolean) => boolean;
  /** Requires that the answer to a request has reached a position, if there is such a request. */
  require: (key: string, seq: number) => void;
  requireAll: (seq: number) => void;
  /** Sends a request until its answer is recent enough for all keys. */
  send: (
    keys: readonly string[],
    request: (keys: readonly string[]) => Promise<RowsAt>,
    take: (answer: RowsAt) => Take,
  ) => void;
  /** Keeps a line for the answers that may be older. */
  keepLine: (line: Line) => void;
  /** Whether there is a request whose key begins with a text. */
  hasAny: (start: string) => boolean;
  /** Forgets all requests. Their answers are ignored. */
  clear: () => void;
  /** The position up to which all rows are known if lines have been applied up to `position`. */
  confirmed: (position: number) => number;
};

type Options = {
  retryLater: (run: () => void) => void;
  /** Called after an answer has been taken. */
  onTaken: () => void;
  /** Called with the error of a request. Returns whether it must not be repeated. */
  onError: (error: unknown) => boolean;
};

/** Creates the requests of a feed. */
export function createRequests({ retryLater, onTaken, onError }: Options): Requests {
  const requests = new Map<string, Request>();
  /** Answers that were requested before the last snapshot are ignored. */
  let generation = 0;

  const begin = (key: string, seq: number, keepsLines = false) => {
    const isNew = !requests.has(key);
    if (isNew) requests.set(key, { since: seq, minimum: seq, lines: keepsLines ? [] : null });
    else raise(key, seq);
    return isNew;
  };
  const raise = (key: string, seq: number) => {
    const request = requests.get(key);
    if (request) request.minimum = Math.max(request.minimum, seq);
  };
  const send = async (
    keys: readonly string[],
    request: (keys: readonly string[]) => Promise<RowsAt>,
    take: (answer: RowsAt) => Take,
    isRepeated = false,
  ): Promise<void> => {
    const started = generation;
    const answer = await request(keys).catch((error: unknown) => {
      if (started === generation && onError(error)) generation += 1;
      return null;
    });
    if (started !== generation) return;
    const seq = Number(answer?.seq ?? -1);
    const takeKey = answer && take(answer);
    const open: string[] = [];
    for (const key of keys) {
      const waiting = requests.get(key);
      if (!waiting) continue;
      if (!takeKey || waiting.minimum > seq) open.push(key);
      else {
        requests.delete(key);
        takeKey(
          key,
          (waiting.lines ?? []).filter((line) => Number(line.seq) > seq),
        );
      }
    }
    const again = () => void (started === generation && send(open, request, take, true));
    // The first answer may have been overtaken by a line. If that happens again, the server is asked less often.
    if (open.length > 0 && answer && !isRepeated) again();
    else if (open.length > 0) retryLater(again);
    if (answer) onTaken();
  };

  return {
    begin,
    require: raise,
    requireAll: (seq) => {
      for (const key of requests.keys()) raise(key, seq);
    },
    send: (keys, request, take) => void send(keys, request, take),
    keepLine: (line) => {
      for (const { lines } of requests.values()) lines?.push(line);
    },
    hasAny: (start) => [...requests.keys()].some((key) => key.startsWith(start)),
    clear: () => {
      generation += 1;
      requests.clear();
    },
    confirmed: (position) => {
      let confirmed = position;
      for (const { since } of requests.values()) confirmed = Math.min(confirmed, since - 1);
      return confirmed;
    },
  };
}

/** Splits IDs into as many as are read in one request. */
export function pagesOf(ids: readonly Id[]): (readonly Id[])[] {
  return Array.from({ length: Math.ceil(ids.length / MAX_READ_IDS) }, (_, page) =>
    ids.slice(page * MAX_READ_IDS, (page + 1) * MAX_READ_IDS),
  );
}
