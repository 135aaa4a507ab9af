import { execFile } from 'node:child_process';
import { join } from 'node:path';

export interface PeerResult {
  conversations: number;
  turnsPerSecond: number;
  p50: number;
  p95: number;
  p99: number;
  wrong: number;
}

/** Runs another bot's benchmark on the same store: `DIR/run SECONDS N…` with MONGODB_URI, one JSON line per N. */
export function runPeer(dir: string, uri: string, seconds: number, conversations: number[]): Promise<PeerResult[]> {
  const args = [String(seconds), ...conversations.map(String)];
  const patience = (seconds + 30) * 1000 * conversations.length;
  return new Promise((resolve, reject) => {
    execFile(
      join(dir, 'run'),
      args,
      { env: { ...process.env, MONGODB_URI: uri }, timeout: patience },
      (error, stdout) => {
        if (error) return reject(new Error(`the peer failed: ${error.message}`));
        const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
        resolve(
          lines.map((line) => {
            const fields = Object.entries(JSON.parse(line) as Record<string, string | number>);
            return Object.fromEntries(fields.map(([name, value]) => [name, Number(value)])) as unknown as PeerResult;
          }),
        );
      },
    );
  });
}
