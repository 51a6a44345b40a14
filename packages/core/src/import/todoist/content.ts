/** A task's CONTENT cell taken apart. */
export type Content = {
  title: string;
  /** Label names without `@`, each once whatever its case, in the order of the text. */
  labels: string[];
  /** Todoist's leading `* `: a heading among the tasks that cannot be ticked. */
  isUncompletable: boolean;
  /** A label stood between other words, so that the title alone does not give the text back. */
  isRearranged: boolean;
};

/** Longest label name that Docket stores, in UTF-16 code units; a longer word is text. */
const LABEL_LENGTH = 100;
/** `@name` where a word could begin; what follows an e-mail address's or a link's `@` is not preceded by a space. */
const LABEL = /(^|\s)@([^\s@]+)(?=\s|$)/gu;
const SENTENCE_END = /[,;:.!?)\]}"']+$/u;

/**
 * Reads CONTENT as Todoist's own import does: every `@label` becomes a label and leaves the text, wherever it stands.
 * `user@host` is no label, nor is a lone `@`; a text that is nothing but labels stays as it is.
 *
 * @param raw the cell, cleaned
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
