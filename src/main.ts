import { keepHeapSmall } from './cli/small-heap';

/**
 * The process entry, and the only place that reads the environment: `main` serves, `main chat` talks in the terminal,
 * `main load-orders FILE` fills the orders collection. Each command loads what it needs and no more.
 */
async function main(command = 'serve', rest: string[] = []): Promise<void> {
  switch (command) {
    case 'serve':
      return (await import('./cli/run-service.js')).runService(process.env);
    case 'chat':
      return (await import('./cli/chat.js')).chat(process.env);
    case 'load-orders':
      return (await import('./cli/load-orders.js')).loadOrders(process.env, rest);
    default:
      process.stderr.write(`There is no command ${command}.\n`);
      process.exitCode = 1;
  }
}

keepHeapSmall();
const [command, ...rest] = process.argv.slice(2);
void main(command, rest);
