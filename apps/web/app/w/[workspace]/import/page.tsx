import { ImportView } from "@/features/import/import-view.tsx";
import { titleMetadata } from "@/i18n/request-locale.ts";

export const generateMetadata = titleMetadata("importing.title");

type ImportPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Page for importing tasks from other applications. `?job=` is the id of an import or project copy to show. */
export default async function ImportPage({ searchParams }: ImportPageProps) {
  const { job } = await searchParams;
  const shownId = typeof job === "string" ? job : null;
  return <ImportView key={shownId} shownId={shownId} />;
}
