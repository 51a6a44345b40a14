import { PreviewImport } from "@docket/schema/import-job";
import { DomainError, invalid } from "../../runtime/error.ts";
import { issuesOf } from "../../runtime/issue.ts";

/** The input of an upload, with the decoded bytes of its file. The file is transmitted as base64. */
export type UploadInput = Omit<PreviewImport, "content"> & { content: Uint8Array<ArrayBuffer> };

/**
 * Decodes the JSON input of an upload. This takes tens of milliseconds for a large file, so it runs in a separate
 * thread; see `import-reader.ts`.
 *
 * @param body JSON in UTF-8
 * @throws DomainError `malformed` if the body is not JSON, `invalid` if the input does not match the schema
 */
export function decodeUpload(body: Uint8Array): UploadInput {
  const input = PreviewImport.safeParse(parseJson(new TextDecoder().decode(body)));
  if (!input.success) throw new DomainError("invalid", "The input is not valid.", { issues: issuesOf(input.error) });
  return { ...input.data, content: decodeFile(input.data.content) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError("malformed", "The request is malformed.");
  }
}

/**
 * Decodes base64 (RFC 4648 section 4). Comparing the lengths afterwards is much cheaper than first checking every
 * character.
 *
 * @throws DomainError `invalid`
 */
export function decodeFile(content: string): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(content, "base64");
  const padding = content.endsWith("==") ? 2 : content.endsWith("=") ? 1 : 0;
  if (content.length % 4 !== 0 || bytes.length !== (content.length / 4) * 3 - padding)
    throw invalid("content", "The file's content is not base64.");
  return new Uint8Array(bytes);
}
