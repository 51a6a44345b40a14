"use client";

import { Upload } from "lucide-react";
import { useState } from "react";

type FileDropProps = {
  /** Purpose of the file. */
  label: string;
  /** Text describing what can be dropped or chosen. */
  drop: string;
  choose: string;
  /** Accepted types, as in `<input accept>`. */
  accept: string;
  onFile: (file: File) => void;
};

/** Area for choosing a file by dropping it, clicking or using the keyboard. */
export function FileDrop({ label, drop, choose, accept, onFile }: FileDropProps) {
  const [isOver, setOver] = useState(false);
  return (
    // Keyboard users use the input inside. Dropping is for pointer users only.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <label
      className={`flex cursor-pointer flex-col items-center gap-1 rounded-xl border-2 border-dashed px-4 py-10 text-center has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent ${isOver ? "border-accent bg-hover" : "border-control hover:bg-hover"}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file) onFile(file);
      }}
    >
      <Upload aria-hidden className="mb-1 size-6 text-muted" />
      <span aria-hidden className="font-medium">
        {drop}
      </span>
      <span aria-hidden className="text-accent">
        {choose}
      </span>
      <input
        type="file"
        aria-label={label}
        accept={accept}
        className="sr-only"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) onFile(file);
          // Reset the input, so that the same file can be chosen again.
          event.currentTarget.value = "";
        }}
      />
    </label>
  );
}
