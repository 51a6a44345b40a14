import { redirectTo } from "@/navigation/redirect.ts";

export default function AdministrationPage() {
  redirectTo("/admin/users");
}
