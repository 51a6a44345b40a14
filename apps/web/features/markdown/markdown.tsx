"use client";

import type { ComponentProps } from "react";
import { createContext, useContext, useMemo } from "react";
import ReactMarkdown from "react-markdown";
import type { Components, ExtraProps, Options } from "react-markdown";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import { useMentionable } from "./mention-people.ts";
import { rehypeMentions } from "./rehype-mentions.ts";

type MarkdownProps = {
  text: string;
  /** Toggles the checkbox on a line (1-based). If absent, checkboxes are read-only. */
  onToggle?: ((line: number) => void) | undefined;
};

/**
 * Options that render HTML as text. Without them, anything in angle brackets would be removed, even if it is not a tag.
 */
const HTML_AS_TEXT: Options["remarkRehypeOptions"] = {
  handlers: { html: (_state, { value }: { value: string }) => ({ type: "text", value }) },
};

const ToggleContext = createContext<MarkdownProps["onToggle"]>(undefined);
const ItemContext = createContext({ line: 0, text: "" });

/**
 * Renders Markdown. HTML is shown as text, and everything that could run scripts or load resources is removed. Images
 * become links, because loading an image would disclose the visit to the server that hosts it.
 */
export function Markdown({ text, onToggle }: MarkdownProps) {
  const people = useMentionable(text);
  const plugins = useMemo(() => [rehypeSanitize, rehypeMentions(people)], [people]);
  return (
    <ToggleContext value={onToggle}>
      <div className="markdown">
        <ReactMarkdown
          remarkPlugins={[remarkGfm]}
          remarkRehypeOptions={HTML_AS_TEXT}
          rehypePlugins={plugins}
          components={COMPONENTS}
        >
          {text}
        </ReactMarkdown>
      </div>
    </ToggleContext>
  );
}

function OutsideLink({ href, children }: { href: string | undefined; children: React.ReactNode }) {
  // The sanitizer removes unsafe URLs.
  if (!href) return <span>{children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

/** A checkbox in a checklist, labelled by the text of its item. */
function Checkbox({ checked }: ComponentProps<"input">) {
  const onToggle = useContext(ToggleContext);
  const { line, text } = useContext(ItemContext);
  return (
    <input
      type="checkbox"
      aria-label={text}
      checked={checked === true}
      disabled={!onToggle}
      onChange={() => onToggle?.(line)}
    />
  );
}

type Node = NonNullable<ExtraProps["node"]>;

function Item({ node, children, className }: ComponentProps<"li"> & ExtraProps) {
  const item = useMemo(
    () => ({ line: node?.position?.start.line ?? 0, text: node ? textOf(node).trim() : "" }),
    [node],
  );
  return (
    <li dir="auto" className={className}>
      <ItemContext value={item}>{children}</ItemContext>
    </li>
  );
}

function textOf(node: Node | Node["children"][number]): string {
  if (node.type === "text") return node.value;
  if (node.type !== "element" || node.tagName === "ul" || node.tagName === "ol") return "";
  return node.children.map(textOf).join("");
}

/** Renders all headings as h4, below the headings of the page. */
const Heading = ({ children }: ComponentProps<"h4">) => <h4 dir="auto">{children}</h4>;

const COMPONENTS: Components = {
  a: ({ href, children }) => <OutsideLink href={href}>{children}</OutsideLink>,
  img: ({ src, alt }) => {
    const address = typeof src === "string" ? src : undefined;
    return <OutsideLink href={address}>{alt === "" ? address : alt}</OutsideLink>;
  },
  p: ({ children }) => <p dir="auto">{children}</p>,
  input: Checkbox,
  li: Item,
  // Wide content scrolls and must be scrollable by keyboard.
  pre: ({ children }) => (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre dir="auto" tabIndex={0}>
      {children}
    </pre>
  ),
  table: ({ children }) => (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="overflow-x-auto" tabIndex={0}>
      <table dir="auto">{children}</table>
    </div>
  ),
  h1: Heading,
  h2: Heading,
  h3: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
};
