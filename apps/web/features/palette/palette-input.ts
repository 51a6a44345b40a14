/** The look of the palette's line, which is drawn before the rest is loaded and goes over into the one of the list. */
export const PALETTE_INPUT =
  "h-12 w-full shrink-0 border-b border-line bg-transparent px-4 text-base placeholder:text-muted focus-visible:outline-none";
