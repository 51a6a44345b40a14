import { DomainError } from "@docket/core/runtime/error";
import { consumeRate, hasRetryAfter } from "@docket/core/runtime/limit/consume-rate";
import type { Runtime } from "@docket/core/runtime/runtime";
import { openUnsubscribeToken, unsubscribe } from "@docket/core/workflows/notification/unsubscribe";
import type { Locale } from "@docket/schema/locale";

const TEXTS: Readonly<
  Record<Locale, { title: string; question: string; button: string; done: string; invalid: string; busy: string }>
> = {
  en: {
    title: "Email notifications",
    question: "Do you want to stop these emails?",
    button: "Stop these emails",
    done: "You will no longer get these emails. You can change this in your settings.",
    invalid: "This link is invalid or has expired. You can change what you get by email in your settings.",
    busy: "Too many requests. Try again in a minute.",
  },
  de: {
    title: "Benachrichtigungen per E-Mail",
    question: "Möchtest du diese E-Mails nicht mehr bekommen?",
    button: "Keine solchen E-Mails mehr",
    done: "Du bekommst diese E-Mails nicht mehr. Du kannst das in deinen Einstellungen ändern.",
    invalid:
      "Dieser Link ist ungültig oder abgelaufen. Was du per E-Mail bekommst, legst du in deinen Einstellungen fest.",
    busy: "Zu viele Anfragen. Versuche es in einer Minute noch einmal.",
  },
};

/**
 * Answers a request of an unsubscribe link (RFC 8058): GET shows a page that asks for confirmation, because programs
 * follow the links in emails, and POST ends the emails. No one has to be signed in.
 */
export async function answerUnsubscribe(
  runtime: Runtime,
  request: Request,
  { locale, clientIp }: { locale: Locale; clientIp: string },
): Promise<Response> {
  const texts = TEXTS[locale];
  const token = new URL(request.url).searchParams.get("token") ?? "";
  try {
    await consumeRate(runtime, "unsubscribe", clientIp);
    if (request.method === "GET") {
      openUnsubscribeToken(runtime, token);
      // An empty action refers to the page itself.
      const form = `<p>${texts.question}</p><form method="post" action=""><button>${texts.button}</button></form>`;
      return page(200, locale, form);
    }
    await unsubscribe(runtime, token);
    return page(200, locale, `<p>${texts.done}</p>`);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (!hasRetryAfter(error.details)) return page(422, locale, `<p>${texts.invalid}</p>`);
    return page(429, locale, `<p>${texts.busy}</p>`, { "retry-after": String(error.details.retryAfterSeconds) });
  }
}

function page(status: number, locale: Locale, content: string, headers: Record<string, string> = {}): Response {
  const { title } = TEXTS[locale];
  const html = `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Docket</title>
</head>
<body>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`;
  const policy = "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  return new Response(html, {
    status,
    headers: {
      ...headers,
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "referrer-policy": "no-referrer",
    },
  });
}
