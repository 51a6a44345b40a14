/** Copies text to the clipboard, even in an insecure context such as plain HTTP on a local network. */
export function copyText(text: string): void {
  // Undefined in an insecure context, although its type says otherwise.
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard) {
    void clipboard.writeText(text);
    return;
  }
  const field = document.createElement("textarea");
  const focused = document.activeElement;
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  // While a modal dialog is open, text outside it cannot be selected.
  (focused?.closest("dialog") ?? document.body).append(field);
  field.select();
  // Deprecated, but nothing else works in an insecure context.
  // oxlint-disable-next-line typescript/no-deprecated
  document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
}
