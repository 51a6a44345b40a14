"use client";

import { useTranslations } from "use-intl";
import { homePath } from "../../entities/workspace/path.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { hasCode } from "../../trpc/api-error.ts";
import { Failed } from "../../trpc/failed.tsx";
import { Centered } from "../../ui/centered.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { ViewSkeleton } from "./view-skeleton.tsx";

type MissingViewProps = {
  /** The query for it; null if it is known that it does not exist. */
  query: { error: unknown; isError: boolean; refetch: () => unknown } | null;
};

/**
 * Shown instead of a view whose project, label or saved view is not there: a skeleton, an error, or that it does not
 * exist.
 */
export function MissingView({ query }: MissingViewProps) {
  const t = useTranslations("general");
  if (query === null) return <NotFoundView />;
  if (!query.isError) return <ViewSkeleton />;
  if (hasCode(query.error, "not_found") || hasCode(query.error, "invalid")) return <NotFoundView />;
  return (
    <main id="content" tabIndex={-1} className="mx-auto w-full max-w-4xl px-3 pt-12 pb-24 outline-none sm:px-6">
      <PageTitle title={t("errorPage.title")} />
      <Failed error={query.error} onRetry={() => void query.refetch()} />
    </main>
  );
}

/** Shown instead of a view that does not exist or that the viewer is not allowed to see. */
function NotFoundView() {
  const workspace = useWorkspace();
  const t = useTranslations("general.notFound");
  return (
    <Centered title={t("title")}>
      <PageTitle title={t("title")} />
      <p className="text-muted">{t("text")}</p>
      <TextLink href={homePath(workspace)}>{t("back")}</TextLink>
    </Centered>
  );
}
