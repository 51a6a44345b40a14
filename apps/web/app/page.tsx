import Link from "next/link";
import { Ready } from "./ready.tsx";

export default function StartPage() {
  return (
    <main className="mx-auto max-w-prose p-8">
      <h1 className="text-2xl font-semibold">Docket</h1>
      <p>
        <Link href="/about">About this installation</Link>
      </p>
      <Ready />
    </main>
  );
}
