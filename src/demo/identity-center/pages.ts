import { asRefusal, htmlReply, type Reply, redirectReply } from '../http';
import type { Received } from '../signature';
import { readAuthorization } from './codes';
import type { Answer } from './devices';
import type { Oidc } from './oidc';

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

/** Two links back to where the person is. */
function question(text: string, path: string, query: Readonly<Record<string, string>>): Reply {
  const link = (answer: Answer, label: string) =>
    `<a href="${escapeHtml(`${path}?${new URLSearchParams({ ...query, answer })}`)}">${label}</a>`;
  return htmlReply(`<h1>Allow access?</h1><p>${escapeHtml(text)}<p>${link('allow', 'Allow')} ${link('deny', 'Deny')}`);
}

const answerIn = ({ answer }: Readonly<Record<string, string>>): Answer | undefined =>
  answer === 'allow' || answer === 'deny' ? answer : undefined;

/** `GET /authorize`: sends the browser back to the program, with a code or with access_denied. */
export function authorizePage(oidc: Oidc, { query, path }: Received, now: Date, always: Answer | undefined): Reply {
  try {
    const authorization = readAuthorization(query, oidc.clients.find(query.client_id ?? ''), oidc.portals);
    const answer = always ?? answerIn(query);
    const { redirectUri, state, portal } = authorization;
    if (!answer) return question(`A program wants to sign in as ${portal.userName}.`, path, query);
    const target = new URL(redirectUri);
    if (answer === 'allow') target.searchParams.set('code', oidc.codes.issue(authorization, now));
    else target.searchParams.set('error', 'access_denied');
    target.searchParams.set('state', state);
    return redirectReply(target.href);
  } catch (error) {
    const { code, message, status } = asRefusal(error);
    return htmlReply(`<h1>${escapeHtml(code)}</h1><p>${escapeHtml(message)}`, status);
  }
}

/** `GET /device`: where a person types the code that a program on another device shows. */
export function devicePage({ devices }: Oidc, { query, path }: Received, always: Answer | undefined): Reply {
  const { user_code: userCode } = query;
  if (!userCode) return htmlReply('<form>Code: <input name="user_code" autofocus> <button>Next</button></form>');
  const device = devices.find(userCode);
  if (!device) return htmlReply('<h1>Invalid code</h1>', 400);
  const answer = always ?? answerIn(query);
  if (!answer) return question(`Is this the code you see? ${userCode}`, path, query);
  devices.answer(userCode, answer);
  return htmlReply(`<h1>Request ${answer === 'allow' ? 'approved' : 'denied'}</h1><p>You can close this window.`);
}
