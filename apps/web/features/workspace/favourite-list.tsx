"use client";

import { useTranslations } from "use-intl";
import { ColorDot } from "../../ui/color-dot.tsx";
import { NavLink } from "./nav-link.tsx";
import { projectPath } from "./path.ts";
import { SideSection } from "./side-section.tsx";
import { useProjects } from "./use-nouns.ts";
import { useWorkspace } from "./workspace-context.tsx";

/** The projects that I have given a star. Without one, nothing. */
export function FavouriteList({ openIn }: { openIn: ReadonlyMap<string, number> }) {
  const { slug } = useWorkspace();
  const t = useTranslations("navigation");
  const favourites = useProjects().items.filter(({ isFavourite }) => isFavourite);
  if (favourites.length === 0) return null;
  return (
    <SideSection name="favourites" title={t("favourites")}>
      <ul>
        {favourites.map(({ id, name, color }) => (
          <li key={id}>
            <NavLink href={projectPath(slug, id)} icon={<ColorDot color={color} />} count={openIn.get(id)}>
              {name}
            </NavLink>
          </li>
        ))}
      </ul>
    </SideSection>
  );
}
