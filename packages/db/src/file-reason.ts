const REASONS: Record<string, string> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOENT: "no directory can be made there",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "it is a file",
  EISDIR: "it is a directory",
  ENOSPC: "the disk is full",
};

/** Why a file or directory could not be used, in words for the person who runs the server, from the error's code. */
export function fileReason(code: string | undefined): string {
  return REASONS[code ?? ""] ?? String(code);
}
