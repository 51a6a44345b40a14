/** A user's initials. The name must be next to them, visible or available to screen readers. */
export function Avatar({ name, size = "small" }: { name: string; size?: "small" | "large" }) {
  const letters = name
    .split(/\s+/u)
    .flatMap((word) => [...word].slice(0, 1))
    .slice(0, 2)
    .join("")
    .toUpperCase();
  return (
    <span
      aria-hidden
      className={`grid shrink-0 place-items-center rounded-full bg-soft font-medium text-accent ${size === "small" ? "size-5 text-[0.625rem]" : "size-10 text-base"}`}
    >
      {letters}
    </span>
  );
}
