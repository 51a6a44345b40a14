import Link from "next/link";
import { Centered } from "../ui/centered.tsx";

export default function NotFound() {
  return (
    <Centered title="There is nothing here">
      <p className="text-muted">It may have been deleted, or it is not shared with you.</p>
      <Link href="/" className="font-medium text-accent underline">
        Back to your tasks
      </Link>
    </Centered>
  );
}
