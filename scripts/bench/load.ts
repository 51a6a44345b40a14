// The load generator process. It receives orders as messages and responds to each with the latency of every call.
import { Client } from "undici";
import type { Call, Scenario, ScenarioName } from "./scenario.ts";
import { SCENARIOS } from "./scenario.ts";

/** An order for the load generator. */
export type LoadOrder = {
  scenario: ScenarioName;
  origin: string;
  /** The access tokens, indexed by user. */
  tokens: string[];
  /** Headers that every call has in addition to its own. */
  headers: Record<string, string>;
  /** The number of the first call. */
  from: number;
  milliseconds: number;
  /** The number of connections, each of which makes one call at a time. */
  connections: number;
};

/** The result of an order, or the reason why it failed. */
export type LoadReport = { milliseconds: number; latencies: number[]; next: number } | { problem: string };

const EXPECTED = /^\[?\{"result":\{"data":/;
const EXPECTED_LENGTH = '[{"result":{"data":'.length;
/**
 * Every response must have status 200 and begin as expected. Only one in this many responses is parsed and checked
 * completely, because that takes longer than the call.
 */
const FULL_CHECK_INTERVAL = 25;

type Answer = { status: number; body: Buffer };
type Result = { result: { data: unknown } };

function ask(client: Client, { method, path, body, user }: Call, order: LoadOrder): Promise<Answer> {
  const { tokens, origin } = order;
  const headers: Record<string, string> = { ...order.headers, cookie: `at=${tokens[user]}` };
  if (body !== null) Object.assign(headers, { "content-type": "application/json", origin });
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let status = 0;
    client.dispatch(
      { method, path, body, headers },
      {
        onRequestStart: () => undefined,
        onResponseStart: (_controller, statusCode) => {
          status = statusCode;
        },
        onResponseData: (_controller, chunk) => {
          chunks.push(chunk);
        },
        onResponseEnd: () => resolve({ status, body: Buffer.concat(chunks) }),
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
}

function check({ check: checkData }: Scenario, call: Call, { status, body }: Answer, isWhole: boolean): void {
  if (status !== 200 || !EXPECTED.test(body.toString("latin1", 0, EXPECTED_LENGTH))) {
    throw new Error(`${call.method} ${call.path} was answered with ${status}: ${body.toString("utf8", 0, 500)}`);
  }
  if (!isWhole) return;
  const parsed = JSON.parse(body.toString()) as Result | Result[];
  checkData(Array.isArray(parsed) ? parsed.map(({ result }) => result.data) : parsed.result.data, call);
}

async function run(order: LoadOrder): Promise<LoadReport> {
  const scenario: Scenario = SCENARIOS[order.scenario];
  const latencies: number[] = [];
  let next = order.from;
  const startedAt = performance.now();
  const endsAt = startedAt + order.milliseconds;
  await Promise.all(
    Array.from({ length: order.connections }, async (_, lane) => {
      const client = new Client(order.origin);
      for (let count = lane; performance.now() < endsAt; count += 1) {
        const call = scenario.call(next++);
        const askedAt = performance.now();
        const answer = await ask(client, call, order);
        latencies.push(performance.now() - askedAt);
        check(scenario, call, answer, count % FULL_CHECK_INTERVAL === 0);
      }
      await client.close();
    }),
  );
  return { milliseconds: performance.now() - startedAt, latencies, next };
}

process.on("message", (order: LoadOrder) => {
  void run(order)
    .catch((error: unknown) => ({ problem: error instanceof Error ? error.message : String(error) }))
    .then((report) => process.send?.(report));
});
