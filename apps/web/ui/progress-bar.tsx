type ProgressBarProps = { label: string; value: number; max: number };

/** A labelled progress bar. */
export function ProgressBar({ label, value, max }: ProgressBarProps) {
  return (
    <progress
      className="h-2 w-full appearance-none overflow-hidden rounded-full border-0 bg-hover [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-accent"
      max={max}
      value={value}
      aria-label={label}
    />
  );
}
