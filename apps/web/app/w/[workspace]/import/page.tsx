import type { Metadata } from "next";
import { ImportView } from "../../../../features/import/import-view.tsx";
import { readForPage } from "../../../../trpc/server.ts";

export const metadata: Metadata = { title: "Import" };

export default async function ImportPage({ params }: PageProps<"/w/[workspace]/import">) {
  const { workspace: slug } = await params;
  const { id } = await readForPage(`/w/${slug}/import`, (api) => api.workspace.getBySlug({ slug }));
  return <ImportView workspaceId={id} slug={slug} />;
}
