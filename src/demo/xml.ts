import type { Refusal } from './refusal';

/** Elements by name, in their order. */
export interface Tree {
  readonly [tag: string]: string | Tree;
}

const XMLNS = 'https://sts.amazonaws.com/doc/2011-06-15/';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escapeText = (text: string) => text.replace(/[&<>]/g, (char) => ENTITIES[char] ?? char);

const render = (tree: Tree): string =>
  Object.entries(tree)
    .map(([tag, content]) => `<${tag}>${typeof content === 'string' ? escapeText(content) : render(content)}</${tag}>`)
    .join('');

const envelope = (tag: string, tree: Tree) => `<${tag} xmlns="${XMLNS}">${render(tree)}</${tag}>\n`;

/** The answer to a request that was done. */
export const resultXml = (action: string, result: Tree, requestId: string): string =>
  envelope(`${action}Response`, { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } });

/** The answer to a request that was refused. */
export const refusalXml = ({ status, code, message }: Refusal, requestId: string): string =>
  envelope('ErrorResponse', {
    Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message },
    RequestId: requestId,
  });
