"use client";
import type { LayoutProps } from "../view/layout.ts";
export function TableLayout(_: LayoutProps) {
  return null;
}
