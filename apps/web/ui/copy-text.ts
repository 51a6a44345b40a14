/** Copies text to the clipboard, also in an insecure context such as a server on the local network over HTTP. */
export function copyText(text: string): void {
  // Undefined in an insecure context, contrary to its type.
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
  // While a modal dialog is open, nothing outside it can be selected.
  (focused?.closest("dialog") ?? document.body).append(field);
  field.select();
  // Deprecated, but the only way in an insecure context.
  // oxlint-disable-next-line typescript/no-deprecated
  document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
}
