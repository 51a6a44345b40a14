/**
 * Yields the complete lines of a byte stream as they arrive. A last line without a line break is not yielded.
 *
 * @param toError returns the error to throw if the stream breaks
 */
export async function* linesOf(
  body: ReadableStream<Uint8Array>,
  toError: (cause: unknown) => Error,
): AsyncGenerator<string[]> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw toError(cause);
      });
      if (done) return;
      const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      yield lines;
    }
  } finally {
    // Closes the connection if the consumer stops early.
    await reader.cancel().catch(() => undefined);
  }
}
