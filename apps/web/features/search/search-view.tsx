"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Search, SearchX } from "lucide-react";
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { useActions } from "../../actions/use-actions.tsx";
import { useListNavigation } from "../../actions/use-list-navigation.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { replaceAddress, usePath, useSearch } from "../../navigation/address.tsx";
import { useReplica } from "../../replica/replica-provider.tsx";
import { Failed } from "../../trpc/failed.tsx";
import { useTRPCClient } from "../../trpc/react.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { isComposing } from "../../ui/is-composing.ts";
import { MoreButton } from "../../ui/more-button.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { MAX_SEARCH_LENGTH, searchHits, searchText } from "./search-hits.ts";
import { SearchResult } from "./search-result.tsx";
import { titleHits } from "./title-hits.ts";

/** Debounce delay for the search, in milliseconds. */
const DEBOUNCE_MS = 200;
const NONE: readonly never[] = [];

/** Page for searching titles, descriptions and comments of tasks. The search text is stored in the URL. */
export function SearchView() {
  const { id: workspaceId } = useWorkspace();
  const client = useTRPCClient();
  const t = useTranslations("search");
  const common = useTranslations("general");
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const [typed, setTyped] = useSearchField();
  const text = useDebouncedSearch(typed);
  const pages = useInfiniteQuery({ ...searchHits(client, workspaceId, text), enabled: text !== "" });
  const { data } = useReplica();
  const isAnswered = pages.data !== undefined;
  const rows = useSyncExternalStore(
    data.subscribe,
    () => (isAnswered ? NONE : data.rows("task")),
    () => NONE,
  );
  const known = useMemo(
    () =>
      titleHits(
        rows.flatMap(({ id }) => data.task(id) ?? []),
        text,
      ),
    [data, rows, text],
  );
  const hits = pages.data?.pages.flatMap(({ items }) => items) ?? known;

  const step = useListNavigation(list, "a");
  useActions({ "search.open": () => field.current?.select() });

  return (
    <main id="content" tabIndex={-1} className="mx-auto w-full max-w-3xl px-3 pb-24 outline-none sm:px-6">
      <PageTitle title={t("title")} />
      <h1 className="py-3 text-xl font-semibold">{t("title")}</h1>
      <form
        role="search"
        className="relative mb-4"
        onSubmit={(event) => {
          event.preventDefault();
          step(1);
        }}
      >
        <Search aria-hidden className="absolute inset-y-0 start-3 my-auto size-4 text-muted" />
        <input
          ref={field}
          dir="auto"
          type="search"
          name="q"
          // Users open this page to search, so focus the field.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          aria-label={t("label")}
          placeholder={t("placeholder")}
          maxLength={MAX_SEARCH_LENGTH}
          autoComplete="off"
          value={typed}
          className="min-h-11 w-full rounded-lg border border-control bg-panel ps-9 pe-3 placeholder:text-muted"
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "ArrowDown" || isComposing(event.nativeEvent)) return;
            event.preventDefault();
            step(1);
          }}
        />
      </form>
      <p role="status" className="sr-only">
        {text !== "" &&
          pages.isSuccess &&
          t("count", { count: hits.length, hasMore: pages.hasNextPage ? "yes" : "no" })}
      </p>
      {pages.isError && <Failed error={pages.error} onRetry={() => void pages.refetch()} />}
      {text === "" && (
        <EmptyState icon={<Search aria-hidden />} title={t("begin")}>
          {t("beginText")}
        </EmptyState>
      )}
      {pages.isSuccess && hits.length === 0 && (
        <EmptyState icon={<SearchX aria-hidden />} title={t("nothing", { text })}>
          {t("nothingText")}
        </EmptyState>
      )}
      {hits.length > 0 && (
        <ol ref={list} aria-label={t("results")} className="flex flex-col">
          {hits.map((hit) => (
            <SearchResult key={hit.task.id} hit={hit} text={text} />
          ))}
        </ol>
      )}
      {text !== "" && pages.isPending && <Skeleton label={t("searching")} rows={hits.length > 0 ? 1 : 5} />}
      <MoreButton list={pages} text={common("showMore")} isEager />
    </main>
  );
}

/** Returns the content of the field. It follows the URL when the user goes back or opens another search. */
function useSearchField(): [string, (typed: string) => void] {
  const inUrl = searchText(useSearch().get("q"));
  const [typed, setTyped] = useState(inUrl);
  const [seen, setSeen] = useState(inUrl);
  if (inUrl !== seen) {
    setSeen(inUrl);
    // The URL also changes shortly after the user has typed.
    if (inUrl !== searchText(typed)) setTyped(inUrl);
  }
  return [typed, setTyped];
}

/** Returns the debounced text and updates the URL, so that reloading and going back show the same results. */
function useDebouncedSearch(typed: string): string {
  const path = usePath();
  const [text, setText] = useState(searchText(typed));
  useEffect(() => {
    const timer = setTimeout(() => {
      const wanted = searchText(typed);
      setText(wanted);
      const query = wanted === "" ? "" : `?${new URLSearchParams({ q: wanted })}`;
      if (window.location.search !== query) replaceAddress(path + query);
    }, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [path, typed]);
  return text;
}
