import Link from "next/link";

export default function AboutPage() {
  return (
    <main className="mx-auto max-w-prose p-8">
      <h1 className="text-2xl font-semibold">About</h1>
      <p>
        <Link href="/">Start</Link>
      </p>
    </main>
  );
}
