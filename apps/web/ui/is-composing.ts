/** The key code of a key press that an input method has taken (UI Events, "keyCode"). */
const TAKEN_BY_INPUT_METHOD = 229;

/**
 * Returns whether a key press belongs to an input method, where Enter accepts a suggestion and Escape drops it. Safari sends the
 * press that ends a composition after `compositionend`, so that `isComposing` is false by then; its key code still tells.
 */
export function isComposing(event: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean {
  // Deprecated, and the only sign that Safari gives.
  // oxlint-disable-next-line typescript/no-deprecated
  return event.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD;
}
