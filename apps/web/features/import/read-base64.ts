/**
 * Reads a file as base64 text (RFC 4648 section 4). The browser encodes it asynchronously, so that the page stays
 * responsive.
 *
 * @throws DOMException if the file cannot be read, for example because it was deleted
 */
export function readBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("error", () => reject(reader.error ?? new Error("The file can't be read.")));
    reader.addEventListener("load", () => {
      const dataUrl = typeof reader.result === "string" ? reader.result : "";
      const comma = dataUrl.indexOf(",");
      resolve(comma === -1 ? "" : dataUrl.slice(comma + 1));
    });
    reader.readAsDataURL(file);
  });
}
