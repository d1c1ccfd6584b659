import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWith } from './tools';

/** The shells that have everything: session files, TAB without a process, the demo. */
export type ShellName = 'bash' | 'zsh' | 'fish' | 'pwsh';

/** The shells that read `assume.sh`. */
export const SH_NAMES = ['dash', 'ksh', 'mksh', 'busybox'] as const;

/** The shells whose function always asks the program, and whose syntax is none of the above. */
export const OTHER_NAMES = ['nu', 'elvish', 'xonsh'] as const;

export type OtherName = (typeof OTHER_NAMES)[number];
export type AnyShell = ShellName | (typeof SH_NAMES)[number] | 'tcsh' | OtherName;

/** How each shell runs a file without reading anything that the developer has in an rc file. */
const SHELLS: Record<AnyShell, { readonly file: string; readonly flags: readonly string[] }> = {
  bash: { file: 'script.bash', flags: ['--norc', '--noprofile'] },
  zsh: { file: 'script.zsh', flags: ['-f'] },
  fish: { file: 'script.fish', flags: ['--no-config'] },
  pwsh: { file: 'script.ps1', flags: ['-NoProfile', '-NonInteractive', '-File'] },
  dash: { file: 'script.sh', flags: [] },
  ksh: { file: 'script.sh', flags: [] },
  mksh: { file: 'script.sh', flags: [] },
  busybox: { file: 'script.sh', flags: ['ash'] },
  tcsh: { file: 'script.tcsh', flags: ['-f'] },
  nu: { file: 'script.nu', flags: ['--no-config-file'] },
  elvish: { file: 'script.elv', flags: ['-norc'] },
  xonsh: { file: 'script.xsh', flags: ['--no-rc'] },
};

export const SHELL_NAMES: readonly ShellName[] = ['bash', 'zsh', 'fish', 'pwsh'];

/** `describe` for tests that need a shell. */
export const describeShell = (shell: AnyShell, title: string, tests: () => void): void =>
  describeWith(shell, title, tests);

/** What a shell under test inherits: nothing of the developer's AWS or shell settings. */
export function plainEnvironment(extra: Environment = {}): Record<string, string> {
  const inherited = Object.fromEntries(
    ['PATH', 'TMPDIR', 'DOTNET_ROOT'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const plain = {
    ...inherited,
    HOME: '/nonexistent',
    TERM: 'xterm-256color',
    LC_ALL: 'C.UTF-8',
    // PowerShell looks for a newer version, and tells its maker that it was started.
    POWERSHELL_UPDATECHECK: 'Off',
    POWERSHELL_TELEMETRY_OPTOUT: '1',
    ...extra,
  };
  return Object.fromEntries(Object.entries(plain).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])));
}

export type Environment = Readonly<Record<string, string | undefined>>;

export interface RunOptions {
  /** Added to {@link plainEnvironment}; undefined removes. */
  readonly env?: Environment;
  /** The script's own arguments. */
  readonly args?: readonly string[];
  /** The shell's options, `-eu` and the like; they stand before the script. */
  readonly flags?: readonly string[];
  readonly stdin?: string;
  readonly cwd?: string;
}

export interface RunResult {
  /** 128 + n for a shell that signal n ended, as shells say it. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const SIGNALS: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

/** Runs a program to its end. Never `spawnSync`: tests have servers in this process. */
export function runProgram(
  file: string,
  args: readonly string[],
  { env = {}, stdin = '', cwd }: Pick<RunOptions, 'env' | 'stdin' | 'cwd'> = {},
): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, [...args], { env: plainEnvironment(env), ...(cwd === undefined ? {} : { cwd }) });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({
        status: code ?? 128 + (SIGNALS[signal ?? ''] ?? 0),
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
      }),
    );
    child.stdin.on('error', () => {}); // a script that reads nothing has closed it
    child.stdin.end(stdin);
  });
}

/** Runs a script in a real shell. It travels in a file: one argument may not be longer than 128 KiB on Linux. */
export async function run(shell: AnyShell, script: string, options: RunOptions = {}): Promise<RunResult> {
  const folder = mkdtempSync(join(tmpdir(), 'assume-run-'));
  const { file, flags } = SHELLS[shell];
  const path = join(folder, file);
  // Windows PowerShell reads a file without a BOM as ANSI; PowerShell 7 does not mind one.
  writeFileSync(path, shell === 'pwsh' ? `\uFEFF${script}` : script);
  try {
    // pwsh takes its own options before -File only, which is the last of its flags.
    const before =
      shell === 'pwsh'
        ? [...flags.slice(0, -1), ...(options.flags ?? []), '-File']
        : [...flags, ...(options.flags ?? [])];
    // PowerShell makes its home folder where there is none, and root may make /nonexistent.
    const env = shell === 'pwsh' ? { HOME: folder, ...options.env } : options.env;
    return await runProgram(shell, [...before, path, ...(options.args ?? [])], { ...options, ...(env && { env }) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
