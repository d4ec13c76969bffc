import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { simpleParser } from 'mailparser';
import { listPage, mailPage, pageHtml } from './pages.js';
import { Fault, type MailStore } from './store.js';

interface Answer {
  status: number;
  body: string | Uint8Array;
  headers?: Record<string, string>;
}

const page = (status: number, body: string): Answer => ({ status, body });
const missing = (): Answer => page(404, pageHtml('没有这一页', []));

/** The mailbox's pages for people, and its list for tests. */
export function openWeb(store: MailStore): Server {
  return createServer((request, response) => {
    answer(store, request).then(
      (found) => send(response, found),
      (error: unknown) =>
        send(response, page(500, pageHtml('出错了', [{ type: 'text', value: String(error) }]))),
    );
  });
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(body);
}

async function answer(store: MailStore, request: IncomingMessage): Promise<Answer> {
  const { pathname } = new URL(request.url ?? '/', 'http://mailbox');
  if (request.method === 'POST' && pathname === '/faults') return setFault(store, request);
  if (request.method !== 'GET' && request.method !== 'HEAD') return page(405, '');
  if (pathname === '/') return page(200, listPage(store));
  if (pathname === '/mails.json')
    return {
      status: 200,
      body: JSON.stringify(store.state.mails),
      headers: { 'content-type': 'application/json' },
    };
  const [, id = '', part, index] =
    /^\/mails\/(\d{1,9})(?:\/(html|files)(?:\/(\d{1,3}))?)?$/.exec(pathname) ?? [];
  const mail = store.find(Number(id));
  if (!mail) return missing();
  const parsed = await simpleParser(Buffer.from(await store.bytes(mail.id)));
  if (part === undefined) return page(200, mailPage(mail, parsed));
  if (part === 'html') return page(200, mailBody(typeof parsed.html === 'string' ? parsed.html : ''));
  const file = parsed.attachments[Number(index)];
  return file
    ? {
        status: 200,
        body: file.content,
        headers: {
          'content-type': 'application/octet-stream',
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.filename ?? 'file')}`,
        },
      }
    : missing();
}

/** Links in a sandboxed frame need a window of their own. */
const mailBody = (html: string): string => html.replace(/<head>/i, '<head><base target="_blank">');

/** Forms of other sites must not turn this mailbox's faults. */
async function setFault(store: MailStore, request: IncomingMessage): Promise<Answer> {
  const { origin, host = '' } = request.headers;
  if (origin !== undefined && origin !== 'null' && new URL(origin).host !== host) return page(403, '');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const form = new URLSearchParams(Buffer.concat(chunks).toString());
  const fault = form.get('fault') ?? '';
  const parsed = Fault.safeParse(fault);
  if (fault !== '' && !parsed.success) return page(400, pageHtml('没有这种表现', []));
  await store.setFault(form.get('address') ?? '', parsed.data);
  return { status: 303, body: '', headers: { location: '/' } };
}
