/** What is wrong with the content of an input, as the key of a message with its values. */
export type FieldProblem = { key: "missing" | "email" | "other" } | { key: "tooShort"; count: number };

/** Returns what is wrong with the content of an input, or null if it is valid. */
export function fieldProblem({ validity, value, minLength }: HTMLInputElement): FieldProblem | null {
  if (validity.valid) return null;
  if (validity.valueMissing) return { key: "missing" };
  if (validity.tooShort) return { key: "tooShort", count: minLength - value.length };
  return { key: validity.typeMismatch ? "email" : "other" };
}
