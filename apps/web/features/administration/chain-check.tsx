"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useTRPC } from "../../trpc/react.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { PageSection } from "../../ui/page-section.tsx";

/** Button that verifies the hash chain of the security log, to detect changed or removed entries. */
export function ChainCheck() {
  const t = useTranslations("administration.security");
  const errorMessage = useErrorMessage();
  const check = useQuery({ ...useTRPC().securityEvent.verify.queryOptions(), enabled: false, gcTime: 0 });
  const report = check.data;
  return (
    <PageSection title={t("verify")} text={t("verifyText")}>
      <Button disabled={check.isFetching} onClick={() => void check.refetch()}>
        {t(check.isFetching ? "verifying" : "verifyButton")}
      </Button>
      <div role="status" className="mt-3">
        {report?.isWhole && (
          <p className="text-success">{t("whole", { length: report.length, waiting: report.waiting })}</p>
        )}
      </div>
      {report?.fault && <Alert>{t("broken", { line: report.fault.n, reason: report.fault.reason })}</Alert>}
      {check.error && <Alert>{errorMessage(check.error)}</Alert>}
    </PageSection>
  );
}
