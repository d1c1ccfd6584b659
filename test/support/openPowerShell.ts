import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openLongShell } from './longShell';
import { plainEnvironment, type RunOptions, type RunResult } from './shells';

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
const END = '@@end of stderr';

/** A PowerShell that stays open, for scripts that need no process of their own: a start takes longer than most of them. */
export interface OpenPowerShell {
  /** Runs a script as {@link run} does, in a scope of its own, in exactly that environment. It must not read stdin. */
  run(script: string, options: Required<Pick<RunOptions, 'env' | 'cwd'>>): Promise<RunResult>;
  close(): Promise<void>;
}

export function openPowerShell(): OpenPowerShell {
  const folder = mkdtempSync(join(tmpdir(), 'assume-open-'));
  const shell = openLongShell('pwsh', folder, plainEnvironment({ HOME: folder }));
  const file = join(folder, 'script.ps1');
  return {
    async run(script, { env, cwd }) {
      const set = Object.entries(plainEnvironment(env)).map(
        ([name, value]) => `[Environment]::SetEnvironmentVariable(${literal(name)}, ${literal(value)})`,
      );
      const clear =
        '@([Environment]::GetEnvironmentVariables().Keys) | ForEach-Object { [Environment]::SetEnvironmentVariable($_, [NullString]::Value) }';
      // PowerShell 7 reads a file as UTF-8.
      writeFileSync(file, [clear, ...set, `Set-Location -LiteralPath ${literal(cwd)}`, script].join('\n'));
      const failed = '[Console]::Error.WriteLine("$_"); $global:LASTEXITCODE = 1';
      const { status, printed } = await shell.run(
        `try { & ${literal(file)} } catch { ${failed} }; [Console]::Error.WriteLine('${END}')`,
      );
      let stderr = shell.messages();
      while (!stderr.endsWith(`${END}\n`)) {
        await wait(1);
        stderr += shell.messages();
      }
      return { status, stdout: printed && `${printed}\n`, stderr: stderr.slice(0, -END.length - 1) };
    },
    close: async () => {
      await shell.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
