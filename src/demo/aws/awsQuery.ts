// The awsQuery protocol, which STS speaks: form parameters in, XML out.
import type { ReceivedRequest, ServiceError } from './serviceHttp';

/** XML elements by tag name, in order. */
export interface XmlTree {
  readonly [tag: string]: string | XmlTree;
}

/** A request's parameters, by AWS's names. */
export type QueryParameters = Readonly<Record<string, string>>;

const XMLNS = 'https://sts.amazonaws.com/doc/2011-06-15/';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escapeText = (text: string) => text.replace(/[&<>]/g, (char) => ENTITIES[char] ?? char);

const render = (tree: XmlTree): string =>
  Object.entries(tree)
    .map(([tag, content]) => `<${tag}>${typeof content === 'string' ? escapeText(content) : render(content)}</${tag}>`)
    .join('');

const envelope = (tag: string, tree: XmlTree) => `<${tag} xmlns="${XMLNS}">${render(tree)}</${tag}>\n`;

/** Reads the action and its parameters (without `Action` and `Version`) from the query and the form body. */
export function readQuery({ query, body }: ReceivedRequest): { action: string; parameters: QueryParameters } {
  const form = Object.fromEntries(new URLSearchParams(body.toString()));
  const { Action: action = '', Version: _, ...parameters } = { ...query, ...form };
  return { action, parameters };
}

/**
 * The members of a list, such as `Tags.member.1.Key`, up to the first gap.
 * @param member the part after the number, such as `.Key`
 */
export function readList(parameters: QueryParameters, name: string, member = ''): string[] {
  const values: string[] = [];
  for (let at = 1; parameters[`${name}.member.${at}${member}`] !== undefined; at += 1) {
    values.push(parameters[`${name}.member.${at}${member}`] ?? '');
  }
  return values;
}

/** The XML of a successful response. */
export const resultXml = (action: string, result: XmlTree, requestId: string): string =>
  envelope(`${action}Response`, { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } });

/** The XML of an error response. */
export const errorXml = ({ status, code, message }: ServiceError, requestId: string): string =>
  envelope('ErrorResponse', {
    Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message },
    RequestId: requestId,
  });
