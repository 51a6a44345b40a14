"use client";

import { useTranslations } from "use-intl";
import type { Role } from "./role.ts";

type RoleSelectProps = { name: string; role: Role; roles: readonly Role[]; onChange: (role: Role) => void };

/** Select that changes a member's role immediately. */
export function RoleSelect({ name, role, roles, onChange }: RoleSelectProps) {
  const t = useTranslations("sharing");
  return (
    <select
      aria-label={t("roleOf", { name })}
      value={role}
      className="min-h-9 rounded-md border border-control bg-panel px-2 pointer-coarse:min-h-11"
      onChange={(event) => {
        const chosen = roles.find((other) => other === event.currentTarget.value);
        if (chosen) onChange(chosen);
      }}
    >
      {roles.map((other) => (
        <option key={other} value={other}>
          {t(`roles.${other}`)}
        </option>
      ))}
    </select>
  );
}
