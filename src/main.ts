/**
 * The process entry, and the only place that reads the environment: `main` serves, `main chat` talks in the terminal,
 * `main load-orders FILE` fills the orders collection.
 */
async function main(command: string | undefined, rest: string[]): Promise<void> {
  switch (command) {
    case undefined:
      return (await import('./cli/run-service.js')).runService(process.env);
    default:
      process.stderr.write(`Unknown command ${command} ${rest.join(' ')}\n`);
      process.exitCode = 1;
  }
}

const [command, ...rest] = process.argv.slice(2);
void main(command, rest);
