import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunResult } from './runResult';
import { runInSharedPowerShell } from './sharedPowerShell';
import { describeWith } from './tools';

/** The shells with every feature: session files, TAB without a process, the demo. */
export type ShellName = 'bash' | 'zsh' | 'fish' | 'pwsh';

/** The shells that read `assume.sh`. */
export const SH_NAMES = ['dash', 'ksh', 'mksh', 'busybox'] as const;

/** The other shells, whose shell integration always runs the program. */
export const OTHER_NAMES = ['nu', 'elvish', 'xonsh'] as const;

export type OtherName = (typeof OTHER_NAMES)[number];
export type AnyShell = ShellName | (typeof SH_NAMES)[number] | 'tcsh' | OtherName;

/** How each shell runs a file without the developer's rc files. */
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

/** The environment of a shell under test, without the developer's AWS and shell settings. */
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
    // PowerShell would look for updates, and send telemetry.
    POWERSHELL_UPDATECHECK: 'Off',
    POWERSHELL_TELEMETRY_OPTOUT: '1',
    // Most scripts here run once, so measuring them to optimize them costs more than it gains.
    DOTNET_TieredPGO: '0',
    ...extra,
  };
  return Object.fromEntries(Object.entries(plain).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])));
}

export type { RunResult };

export type Environment = Readonly<Record<string, string | undefined>>;

export interface RunOptions {
  /** Added to {@link plainEnvironment}; undefined removes a variable. */
  readonly env?: Environment;
  /** The script's own arguments. */
  readonly args?: readonly string[];
  /** The shell's options, such as `-eu`, before the script. */
  readonly flags?: readonly string[];
  readonly stdin?: string;
  readonly cwd?: string;
  /** PowerShell gets a process of its own, as every other shell, and as it does with arguments, options or stdin. */
  readonly ownProcess?: boolean;
}

const SIGNALS: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

/** Runs a program to its end. Never with `spawnSync`, because tests have servers in this process. */
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
    child.stdin.on('error', () => {}); // a script that doesn't read stdin has closed it
    child.stdin.end(stdin);
  });
}

/**
 * Runs a script in a real shell, from a file, because Linux limits an argument to 128 KiB. Those for PowerShell share a process,
 * each in a session of its own.
 */
export async function run(shell: AnyShell, script: string, options: RunOptions = {}): Promise<RunResult> {
  const folder = mkdtempSync(join(tmpdir(), 'assume-run-'));
  const { file, flags } = SHELLS[shell];
  const path = join(folder, file);
  // Windows PowerShell reads a file without a BOM as ANSI; PowerShell 7 accepts one.
  writeFileSync(path, shell === 'pwsh' ? `\uFEFF${script}` : script);
  try {
    // pwsh accepts its own options only before -File, which is the last of its flags.
    const before =
      shell === 'pwsh'
        ? [...flags.slice(0, -1), ...(options.flags ?? []), '-File']
        : [...flags, ...(options.flags ?? [])];
    // PowerShell creates a missing home folder, and root could create /nonexistent.
    const env = shell === 'pwsh' ? { HOME: folder, ...options.env } : options.env;
    const { args, flags: more, stdin, ownProcess, cwd = process.cwd() } = options;
    if (shell === 'pwsh' && !(args || more || stdin || ownProcess))
      return await runInSharedPowerShell({ script: path, cwd, env: plainEnvironment(env) }, plainEnvironment());
    return await runProgram(shell, [...before, path, ...(options.args ?? [])], { ...options, ...(env && { env }) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
