import { VOCABULARY } from "./words.ts";

type SearchKind = { label: string; text: (random: () => number) => string };

const wordFrom = (random: () => number, first: number, last: number) =>
  VOCABULARY[first + Math.floor(random() * (last - first))] ?? "";

/** The kinds of search queries that users type, starting with the first letter. */
export const SEARCH_KINDS: readonly SearchKind[] = [
  { label: "one letter", text: (random) => "abcdefghilmnoprstuvw"[Math.floor(random() * 20)] ?? "" },
  { label: "two letters", text: (random) => wordFrom(random, 0, 2000).slice(0, 2) },
  { label: "start of a word", text: (random) => wordFrom(random, 20, 5000).slice(0, 4) },
  { label: "inside a word", text: (random) => wordFrom(random, 100, 8000).slice(1, 5) },
  { label: "several words", text: (random) => `${wordFrom(random, 0, 40)} ${wordFrom(random, 0, 400)}` },
  { label: "very common word", text: (random) => wordFrom(random, 0, 8) },
  { label: "two very common words", text: (random) => `${wordFrom(random, 0, 8)} ${wordFrom(random, 0, 8)}` },
  { label: "rare word", text: (random) => wordFrom(random, 15_000, 20_000) },
  { label: "no such word", text: (random) => `x${wordFrom(random, 10_000, 20_000)}x` },
];
