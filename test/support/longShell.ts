import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { scriptOf } from './demo';
import type { Environment, ShellName } from './shells';

/** How a shell runs lines until stdin ends, and prints the variables that `assume` manages. */
interface Loop {
  readonly args: readonly string[];
  readonly file: string;
  /** Defines `report STATUS` and reads lines; each is evaluated where a person's would be. */
  readonly script: string;
  readonly status: string;
  readonly set: (name: string, value: string) => string;
  readonly unset: (name: string) => string;
}

const posix = {
  status: '$?',
  set: (name: string, value: string) => `export ${name}='${value}'`,
  unset: (name: string) => `unset ${name}`,
};

const LOOPS: Readonly<Record<ShellName, Loop>> = {
  bash: {
    ...posix,
    args: ['--norc', '--noprofile'],
    file: 'long.bash',
    script: `
report() {
  local name
  printf '@@status %s\\n' "$1"
  for name in "\${!AWS_@}" "\${!ASSUME_@}" "\${!AWSUME_@}"; do printf '%s=%s\\n' "$name" "\${!name}"; done
  printf '@@end\\n'
}
while IFS= read -r line; do eval "$line"; done`,
  },
  zsh: {
    ...posix,
    args: ['-f'],
    file: 'long.zsh',
    script: `
report() {
  local name
  print -r -- "@@status $1"
  for name in \${(ok)parameters[(I)(AWS|ASSUME|AWSUME)_*]}; do print -r -- "$name=\${(P)name}"; done
  print -r -- @@end
}
while IFS= read -r line; do eval "$line"; done`,
  },
  fish: {
    args: ['--no-config'],
    file: 'long.fish',
    script: `
function report
  echo "@@status $argv[1]"
  for name in (set --names | string match -r '^(?:AWS|ASSUME|AWSUME)_.*'); echo "$name=$$name"; end
  echo @@end
end
while read -l line; eval $line; end`,
    status: '$status',
    set: (name, value) => `set -gx ${name} '${value}'`,
    unset: (name) => `set -e ${name}`,
  },
  pwsh: {
    args: ['-NoProfile', '-NonInteractive', '-File'],
    file: 'long.ps1',
    script: `
function report($status) {
  [Console]::Out.WriteLine("@@status $status")
  foreach ($each in [Environment]::GetEnvironmentVariables().GetEnumerator()) {
    if ($each.Key -cmatch '^(AWS|ASSUME|AWSUME)_') { [Console]::Out.WriteLine("$($each.Key)=$($each.Value)") }
  }
  [Console]::Out.WriteLine('@@end')
}
while ($null -ne ($line = [Console]::In.ReadLine())) { Invoke-Expression $line }`,
    status: '$LASTEXITCODE',
    set: (name, value) => `$env:${name} = '${value}'`,
    unset: (name) => `$env:${name} = $null`,
  },
};

/** What a line did. */
export interface Ran {
  readonly status: number;
  /** What the line itself printed on stdout. */
  readonly printed: string;
  /** The shell's AWS_*, ASSUME_* and AWSUME_* variables afterwards. */
  readonly env: Readonly<Record<string, string>>;
}

/** A shell that stays open, so that thousands of commands cost no start of a shell. */
export interface LongShell {
  readonly name: ShellName;
  /** Runs a simple command with an empty stdin. Calls may overlap only with those of other shells. */
  run(command: string): Promise<Ran>;
  set(name: string, value: string | undefined): Promise<Ran>;
  /** stderr since the last call. */
  messages(): string;
  close(): Promise<void>;
}

/** Starts a shell with the shell integration loaded, in a session of its own: nothing in it can prompt on a terminal. */
export function openLongShell(name: ShellName, folder: string, env: Environment): LongShell {
  const { args, file, script, status, set, unset } = LOOPS[name];
  const path = join(folder, file);
  writeFileSync(path, `${scriptOf(name)}\n${script}\n`);
  const child = spawn(name, [...args, path], { env: { ...env }, cwd: folder, detached: true });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  async function send(line: string): Promise<Ran> {
    child.stdin.write(`${line}\n`);
    const read: string[] = [];
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`${name} has ended: ${errors}`);
      if (value === '@@end') break;
      read.push(value);
    }
    const at = read.findIndex((each) => each.startsWith('@@status '));
    const variables = read
      .slice(at + 1)
      .map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]);
    return {
      status: Number(read[at]?.slice('@@status '.length)),
      printed: read.slice(0, at).join('\n'),
      env: Object.fromEntries(variables),
    };
  }
  // PowerShell has no redirection of stdin, and what runs here reads none.
  const command = (text: string) =>
    name === 'pwsh' ? `$global:LASTEXITCODE = 0; ${text}; report ${status}` : `${text} </dev/null; report ${status}`;
  return {
    name,
    run: (text) => send(command(text)),
    set: (variable, value) => send(command(value === undefined ? unset(variable) : set(variable, value))),
    messages() {
      const text = errors;
      errors = '';
      return text;
    },
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
