"use client";

import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";

type Notice = { id: number; text: string; tone: "plain" | "danger"; action?: { label: string; run: () => void } };

type ShowNotice = (notice: Omit<Notice, "id">) => void;

const NoticeContext = createContext<ShowNotice>(() => undefined);

/** How long a message is shown, in milliseconds. The time restarts when the pointer or the focus leaves the message. */
const STAY_MS = 8_000;

/**
 * Returns a function that shows a short message at the bottom of the window, optionally with an action. Screen readers
 * announce it politely.
 */
export function useNotice(): ShowNotice {
  return useContext(NoticeContext);
}

export function NoticeProvider({ children }: { children: ReactNode }) {
  const [notice, setNotice] = useState<Notice | null>(null);
  const [isHeld, setHeld] = useState(false);
  const nextId = useRef(1);
  const show = useCallback<ShowNotice>((draft) => {
    setHeld(false);
    setNotice({ ...draft, id: nextId.current++ });
  }, []);

  useEffect(() => {
    if (notice === null || isHeld) return;
    const timer = setTimeout(() => setNotice(null), STAY_MS);
    return () => clearTimeout(timer);
  }, [notice, isHeld]);

  const value = useMemo(() => show, [show]);
  return (
    <NoticeContext value={value}>
      {children}
      <div
        role="status"
        aria-live="polite"
        className="pointer-events-none fixed inset-x-0 bottom-16 z-50 flex justify-center px-4"
      >
        {notice && (
          <div
            key={notice.id}
            className="pointer-events-auto flex max-w-[min(100%,36rem)] items-center gap-4 rounded-lg border border-line bg-panel px-4 py-2.5 shadow-lg"
            onPointerEnter={() => setHeld(true)}
            onPointerLeave={() => setHeld(false)}
            onFocus={() => setHeld(true)}
            onBlur={() => setHeld(false)}
          >
            <span className={notice.tone === "danger" ? "text-danger" : ""}>{notice.text}</span>
            {notice.action && (
              <button
                type="button"
                className="min-h-6 rounded px-1 font-medium text-accent hover:underline"
                onClick={() => {
                  notice.action?.run();
                  setNotice(null);
                }}
              >
                {notice.action.label}
              </button>
            )}
          </div>
        )}
      </div>
    </NoticeContext>
  );
}
