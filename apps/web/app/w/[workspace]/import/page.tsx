import { ImportView } from "../../../../features/import/import-view.tsx";
import { titled } from "../../../../i18n/request-locale.ts";

export const generateMetadata = titled("importing.title");

/** Where tasks are brought in from elsewhere. */
export default function ImportPage() {
  return <ImportView />;
}
