import type { Random } from "../random.ts";

/** JSON that `JSON.stringify` can't produce, such as `-0` or a duplicate key. */
class RawJson {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const raw = (text: string) => new RawJson(text);
const nested = (depth: number) => raw("[".repeat(depth) + "]".repeat(depth));

/** Functions that create values that no input expects. Values are created lazily, because some are large. */
const HOSTILE_VALUES: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => 0,
  () => raw("-0"),
  () => -1,
  () => 1.5,
  () => raw("1e308"),
  () => raw("1e400"),
  () => Number.MAX_SAFE_INTEGER,
  () => 2 ** 31,
  () => "",
  () => " ",
  () => "\0",
  () => "a\0b",
  () => "\ud800",
  () => "x\udc00y",
  () => "\u202egnp.exe",
  () => "\u3164",
  () => "\u2800\ufe0f",
  () => "\ufeff",
  () => "e\u0301".repeat(300),
  () => "a".repeat(5_000),
  () => "a".repeat(60_000),
  () => "%".repeat(200),
  () => "'; DROP TABLE task; --",
  () => "${7*7}{{7*7}}<script>alert(1)</script>",
  () => "../../../etc/passwd",
  () => "__proto__",
  () => "constructor",
  () => "00000000-0000-0000-0000-000000000000",
  () => "ffffffff-ffff-ffff-ffff-ffffffffffff",
  () => "0191D2F0-0000-7000-8000-000000000000",
  () => "275760-09-13",
  () => "0000-00-00",
  () => "2026-02-30",
  () => "-271821-04-20",
  () => "Europe/Nowhere",
  () => "infinity",
  () => [],
  () => ({}),
  () => [[]],
  () => Array.from({ length: 3_000 }, (_, index) => index),
  () => Array.from({ length: 600 }, () => "0191d2f0-0000-7000-8000-000000000000"),
  () => Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`key${index}`, index])),
  () => ({ ["k".repeat(50_000)]: 1 }),
  () => raw('{"__proto__":{"isAdmin":true}}'),
  () => raw('{"constructor":{"prototype":{"isAdmin":true}}}'),
  () => raw('{"a":1,"a":2}'),
  () => nested(50),
  () => nested(5_000),
  () => raw('{"then":"me","toJSON":"x","length":-1}'),
];

const EXTRA_KEYS = [
  "__proto__",
  "constructor",
  "role",
  "userId",
  "ownerId",
  "version",
  "deletedAt",
  "\0",
  "k".repeat(9_000),
];

/** Changes one value in a generated input, or the input's structure. */
export function mutate(value: unknown, random: Random): unknown {
  if (!isContainer(value) || random.chance(0.03)) return random.pick(HOSTILE_VALUES)();
  const keys = Object.keys(value);
  const key = random.pick([...keys, ""]);
  if (key === "") return { ...value, [random.pick(EXTRA_KEYS)]: random.pick(HOSTILE_VALUES)() };
  const inner = (value as Record<string, unknown>)[key];
  if (isContainer(inner) && random.chance(0.6)) return withKey(value, key, mutate(inner, random));
  if (random.chance(0.15)) return withoutKey(value, key);
  if (isList(inner) && random.chance(0.3)) return withKey(value, key, [...inner, ...inner]);
  return withKey(value, key, random.chance(0.1) ? [inner] : random.pick(HOSTILE_VALUES)());
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null && !(value instanceof RawJson);
}

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

function withKey(value: object, key: string, inner: unknown): unknown {
  if (!isList(value)) return { ...value, [key]: inner };
  return value.map((item, index) => (String(index) === key ? inner : item));
}

function withoutKey(value: object, key: string): unknown {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}

/** Converts a value to JSON. Raw parts are inserted unchanged. */
export function toJson(value: unknown): string {
  if (value instanceof RawJson) return value.text;
  if (Array.isArray(value)) return `[${value.map(toJson).join(",")}]`;
  if (!isContainer(value)) return JSON.stringify(value) ?? "null";
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${toJson(inner)}`).join(",")}}`;
}
