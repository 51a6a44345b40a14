"use client";

import { Eye } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Field } from "../../ui/field.tsx";
import { IconButton } from "../../ui/icon-button.tsx";

type NewPasswordFieldProps = { label: string; name?: string; isFocused?: boolean };

/** A field for a new password. The password can be shown, so it need not be typed twice. */
export function NewPasswordField({ label, name = "password", isFocused = false }: NewPasswordFieldProps) {
  const t = useTranslations("session");
  const [isShown, setShown] = useState(false);
  return (
    <Field
      label={label}
      name={name}
      isFocused={isFocused}
      type={isShown ? "text" : "password"}
      autoComplete="new-password"
      autoCapitalize="none"
      spellCheck={false}
      minLength={12}
      hint={t("passwordHint")}
      required
      end={
        <IconButton
          label={t("showPassword")}
          isPressed={isShown}
          icon={<Eye aria-hidden />}
          onClick={() => setShown(!isShown)}
        />
      }
    />
  );
}
