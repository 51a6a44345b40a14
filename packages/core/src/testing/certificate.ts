import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Creates a self-signed certificate for this machine, in PEM format. */
export function createCertificate(): { key: string; cert: string } {
  const directory = mkdtempSync(path.join(tmpdir(), "docket-certificate-"));
  try {
    const [key, cert] = [path.join(directory, "key.pem"), path.join(directory, "certificate.pem")];
    const options = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost";
    const names = ["-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:push.example.org"];
    execFileSync("openssl", [...options.split(" "), ...names, "-keyout", key, "-out", cert], { stdio: "ignore" });
    return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
