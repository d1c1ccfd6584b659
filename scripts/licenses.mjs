// The licenses of the packages whose code is in the bundles. Most of them must be distributed with it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The package folder of a bundled file. */
const packageFolder = (file) => /^(?:.*node_modules\/)(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

const COPYRIGHT = /^[ \t]*(Copyright (?![{[]).*)\n/gm;
const TITLE = /^.*\b(?:MIT|ISC) license\b.*\n/im;
/** The end of the Apache License: a template for authors, in which some have put their copyright line. */
const AFTER_TERMS = /\n\s*(?:END OF TERMS AND CONDITIONS|APPENDIX: How to apply)[\s\S]*/;

function read(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const textOf = (pattern) => {
    const file = readdirSync(folder).find((entry) => pattern.test(entry));
    return file === undefined
      ? undefined
      : `${readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim()}\n`;
  };
  const text = textOf(/^licen[cs]e/i);
  return {
    name: `${name} ${version}`,
    license,
    notice: textOf(/^notice/i),
    copyrights: [...(text ?? '').matchAll(COPYRIGHT)].map(([, line]) => line.trim()),
    terms: text
      ?.replace(AFTER_TERMS, '')
      .replace(COPYRIGHT, '')
      .replace(TITLE, '')
      .replace(/^\n+|\s+$/g, ''),
  };
}

/** Texts that differ only in their line breaks and indentation are the same. */
const words = (text) => text.split(/\s+/).join(' ').trim();

/**
 * Packages with the same terms, so that a text is printed once.
 * @throws Error for a package without a license file, except under the Apache License, whose text names no owner
 */
function groups(packages) {
  const found = new Map();
  for (const each of packages.filter(({ terms }) => terms !== undefined)) {
    const key = words(each.terms);
    found.set(key, [...(found.get(key) ?? []), each]);
  }
  for (const each of packages.filter(({ terms }) => terms === undefined)) {
    const same = [...found.values()].find(([{ license }]) => license === 'Apache-2.0' && each.license === license);
    if (!same) throw new Error(`${each.name} has no license file`);
    same.push(each);
  }
  return [...found.values()];
}

function format(packages) {
  const [{ terms, license }] = packages;
  const lines = packages.flatMap(({ name, copyrights, notice }) => [
    name,
    ...copyrights.map((line) => `    ${line}`),
    ...(notice === undefined ? [] : [notice.replace(/^(?=.)/gm, '    ')]),
  ]);
  return `${license}\n\n${lines.join('\n')}\n\n${terms}\n`;
}

/** The licenses of the packages in these folders, each text once, below the packages that it covers. */
export const licenseText = (folders) =>
  groups(folders.map(read))
    .map(format)
    .join(`\n${'-'.repeat(80)}\n\n`);

/** The licenses of all packages that these esbuild results contain. */
export function licenses(results) {
  const files = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const folders = new Set(files.map(packageFolder));
  return licenseText([...folders].filter((folder) => folder && existsSync(join(folder, 'package.json'))).sort());
}
