let take: (() => void) | null = null;
let isWanted = false;

/** Puts the focus where a comment is typed, as soon as the panel shows it. */
export function focusComment(): void {
  isWanted = true;
  take?.();
}

/** Says how the focus gets into the comment of the panel. Answers how to take it back. */
export function takesCommentFocus(focus: () => void): () => void {
  take = () => {
    isWanted = false;
    focus();
  };
  if (isWanted) take();
  return () => {
    take = null;
  };
}
