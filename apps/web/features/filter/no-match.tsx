"use client";

import { ListFilter } from "lucide-react";
import { useTranslations } from "use-intl";
import { useActionRegistry } from "../../actions/use-actions.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";

/** The empty state for a filter that matches no tasks. */
export function NoMatch() {
  const registry = useActionRegistry();
  const t = useTranslations("view.noMatch");
  const filter = useTranslations("filter");
  return (
    <EmptyState
      icon={<ListFilter aria-hidden />}
      title={t("title")}
      action={<Button onClick={() => registry.run("view.filter")}>{filter("change")}</Button>}
    >
      {t("text")}
    </EmptyState>
  );
}
