import type { Metadata } from "next";
import { ImportView } from "../../../../features/import/import-view.tsx";
import { workspaceAt } from "../../../../features/workspace/workspace-at.ts";

export const metadata: Metadata = { title: "Import" };

export default async function ImportPage({ params }: PageProps<"/w/[workspace]/import">) {
  const { workspace: slug } = await params;
  const { id } = await workspaceAt(slug, `/w/${slug}/import`);
  return <ImportView workspaceId={id} slug={slug} />;
}
