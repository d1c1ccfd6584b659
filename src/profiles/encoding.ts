import { misconfigured } from '../errors';
import { quoteForDisplay } from '../util/quoteForDisplay';

/**
 * How UTF-16 begins if it is read as UTF-8: perhaps with its byte order mark, of which neither byte is UTF-8, and then with
 * characters of ASCII that have a NUL beside them.
 */
const UTF16 = /^(?:\ufffd\ufffd)?(?:(?:[^\0]\0){2}|(?:\0[^\0]){2})/;

/** .NET's reader tells UTF-16 by its byte order mark, and its writer adds none to UTF-8, in every version of PowerShell. */
const inPowerShell = (file: string) => {
  const path = `'${file.replaceAll("'", "''")}'`;
  return `[IO.File]::WriteAllText(${path}, [IO.File]::ReadAllText(${path}))`;
};

/** Written over, the file keeps its mode and its links: it may hold access keys. */
const inPosixShell = (file: string, encoding: string) => {
  const [to, from] = [file, `${file}.utf16`].map(quoteForDisplay);
  return `cp ${to} ${from} && iconv -f ${encoding} -t UTF-8 ${from} > ${to} && rm ${from}`;
};

/**
 * Rejects a file in UTF-16, which `>` and `Set-Content` of Windows PowerShell write, and which neither the AWS CLI nor this
 * program can read.
 * @throws AssumeError (exit 3) with a command that converts it
 */
export function rejectUtf16(text: string, file: string): void {
  if (!UTF16.test(text)) return;
  const hasMark = text.startsWith('\ufffd');
  const encoding = hasMark ? 'UTF-16' : text.startsWith('\0') ? 'UTF-16BE' : 'UTF-16LE';
  throw misconfigured(
    `${file} is in ${encoding}, as Windows PowerShell writes files. The AWS files must be in UTF-8.`,
    [inPosixShell(file, encoding), 'Convert it'],
    ...(hasMark ? [[inPowerShell(file), 'In PowerShell'] as const] : []),
  );
}
