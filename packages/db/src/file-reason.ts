const REASONS: Record<string, string> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOENT: "no directory can be created there",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "it is a file",
  EISDIR: "it is a directory",
  ENOSPC: "the disk is full",
};

/**
 * Returns the reason why a file or directory could not be used, as a message for the operator. `code` is the error's
 * code.
 */
export function fileReason(code: string | undefined): string {
  return REASONS[code ?? ""] ?? String(code);
}
