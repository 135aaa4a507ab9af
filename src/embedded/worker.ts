import { parentPort, workerData } from 'node:worker_threads';
import { startServer } from './server';

/** The worker's side: starts the server, says where it listens, stops when told. */
async function main(): Promise<void> {
  const { folder, port } = workerData as { folder: string; port: number };
  const server = await startServer(folder, port);
  parentPort?.once('message', () => {
    void server.stop().then(() => {
      parentPort?.postMessage({ stopped: true });
      parentPort?.close();
    });
  });
  parentPort?.postMessage({ port: server.port });
}

main().catch((error: unknown) => {
  parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) });
  parentPort?.close();
});
