/** The parts of a task's CONTENT value. */
export type Content = {
  title: string;
  /** Label names without `@`, in the order in which they occur, without duplicates (ignoring case). */
  labels: string[];
  /** Whether the text begins with `* `, with which Todoist marks a task that can't be completed, such as a heading. */
  isUncompletable: boolean;
  /** Whether a label was between other words. If so, the title is not a substring of the original text. */
  isRearranged: boolean;
};

/** Maximum length of a label name in Docket, in UTF-16 code units. A longer name is left in the text. */
const LABEL_LENGTH = 100;
/** `@name` at the beginning of a word. The `@` in an email address or link is not preceded by a space. */
const LABEL = /(^|\s)@([^\s@]+)(?=\s|$)/gu;
const SENTENCE_END = /[,;:.!?)\]}"']+$/u;

/**
 * Reads CONTENT in the same way as Todoist's own import: every `@label`, at any position, becomes a label and is
 * removed from the text. Neither `user@host` nor a lone `@` is a label. Text that consists only of labels is left
 * unchanged.
 *
 * @param raw the cleaned CONTENT value
 */
export function readContent(raw: string): Content {
  const isUncompletable = /^\*\s+\S/.test(raw);
  const text = isUncompletable ? raw.replace(/^\*\s+/, "") : raw;
  const labels = new Map<string, string>();
  const stripped = text.replace(LABEL, (whole: string, _space: string, word: string) => {
    if (word.length > LABEL_LENGTH) return whole;
    const name = word.replace(SENTENCE_END, "");
    if (!/[\p{L}\p{N}\p{S}]/u.test(name)) return whole;
    if (!labels.has(name.toLowerCase())) labels.set(name.toLowerCase(), name);
    return word.slice(name.length);
  });
  const title = stripped.trim();
  if (labels.size === 0 || title === "")
    return { title: text, labels: [...labels.values()], isUncompletable, isRearranged: false };
  return { title, labels: [...labels.values()], isUncompletable, isRearranged: !text.includes(title) };
}
