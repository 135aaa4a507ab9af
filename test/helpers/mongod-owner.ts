import { startMongod } from '../../src/storage/mongod/start';

/** A process that runs a mongod, says so, and stays until it is killed: `BINARY DBPATH [PORT]`. */
const [binary = '', dbPath = '', port] = process.argv.slice(2);
void startMongod({ binary, dbPath, ...(port ? { port: Number(port) } : {}) }).then(({ uri }) => {
  process.stdout.write(`${uri}\n`);
  setInterval(() => undefined, 1_000);
});
