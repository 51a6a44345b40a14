/** CSS classes of the palette's input, shared with the fallback that is shown while the list is loading. */
export const PALETTE_INPUT =
  "h-12 w-full shrink-0 border-b border-line bg-transparent px-4 text-base placeholder:text-muted focus-visible:outline-none";
