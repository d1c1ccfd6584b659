/** How a program ended. */
export interface RunResult {
  /** 128 + n if signal n ended the shell, as in shells. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}
