import { Command, CommanderError } from 'commander';
import { apiKeyCommand } from './api-key.ts';
import { backupCommand } from './backup.ts';
import { demoCommand } from './demo.ts';
import { doctorCommand } from './doctor.ts';
import { exitCodes } from './exit-codes.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';
import { migrateCommand } from './migrate.ts';
import { failed } from './output.ts';
import { rebuildCommand } from './rebuild.ts';
import { restoreCommand } from './restore.ts';
import { startCommand } from './start.ts';
import { version } from './version.ts';

/** Every command, in the order of `--help`. */
const commands = [
  startCommand,
  demoCommand,
  importCommand,
  exportCommand,
  migrateCommand,
  backupCommand,
  restoreCommand,
  rebuildCommand,
  doctorCommand,
  apiKeyCommand,
];

/** Runs one command line. @returns the process's exit code; see docs/reference/cli.md. */
export async function runCli(argv: readonly string[]): Promise<number> {
  const program = new Command('jingyun')
    .description('精运 Jingyun: service operations on one event log')
    .version(version)
    .showHelpAfterError();
  for (const command of commands) program.addCommand(command());
  acceptCommonOptions(program);
  throwInsteadOfExit(program);
  try {
    await program.parseAsync([...argv]);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
    return failed(error, argv.includes('--json'));
  }
}

/** The library would end the process by itself; commands added as objects do not inherit the setting. */
function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) throwInsteadOfExit(child);
}

/** Scripts may give these to any command, also where there is nothing to ask. */
function acceptCommonOptions(command: Command): void {
  for (const child of command.commands) acceptCommonOptions(child);
  if (command.commands.length > 0) return;
  const has = (flag: string) => command.options.some((option) => option.long === flag);
  if (!has('--json')) command.option('--json', 'print one JSON object as the last line');
  if (!has('--yes')) command.option('--yes', 'ask nothing');
}
