import type { MetadataRoute } from "next";

/** Returns the web app manifest, which makes Docket installable (W3C Web Application Manifest). */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: "/",
    name: "Docket",
    short_name: "Docket",
    start_url: "/",
    display: "standalone",
    background_color: "#ffffff",
    theme_color: "#2f5bc8",
    icons: [
      { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
