// Generates text with a word frequency distribution like that of a natural language. The text is the same in every run.

/** The most common words in a task list, most common first. */
const COMMON =
  "the call review update send write plan fix meeting with team for check and new order report email prepare book talk budget ask client draft test clean read invoice release buy design follow move document sign weekly meet";
const SYLLABLES =
  "ba be bi bo ca ce co cu da de di do du fa fe fi fo ga ge gi go ha he hi ho ja jo ka ke ki ko la le li lo ma me mi mo mu na ne ni no pa pe pi po ra re ri ro sa se si so ta te ti to va ve vi vo wa we wi za ze".split(
    " ",
  );
const WORDS = 20_000;

/** Creates a pseudorandom number generator (mulberry32) that returns numbers from 0 up to, but not including, 1. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** All words, most common first. */
export const VOCABULARY: readonly string[] = makeVocabulary();

function makeVocabulary(): string[] {
  const words = new Set(COMMON.split(" "));
  const random = createRandom(1);
  const syllable = () => SYLLABLES[Math.floor(random() * SYLLABLES.length)] ?? "";
  while (words.size < WORDS) words.add(Array.from({ length: 2 + Math.floor(random() * 3) }, syllable).join(""));
  return [...words];
}

/**
 * Returns a random text. The n-th word in the vocabulary is about 1/n as frequent as the first word, which occurs in
 * one of five short texts.
 */
export function randomText(words: number, random: () => number): string {
  const logRange = Math.log(WORDS / 3 + 1);
  const word = () => VOCABULARY[Math.min(WORDS - 1, Math.floor(3 * (Math.exp(random() * logRange) - 1)))] ?? "";
  return Array.from({ length: words }, word).join(" ");
}
