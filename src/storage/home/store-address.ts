import type { DataDir } from './data-dir';
import { isRunning, ownMark, type ProcessMark } from './process-mark';

const FILE = 'address.json';

interface Address {
  uri: string;
  by: ProcessMark;
}

/** Leaves the address of the store that this process runs, so that tools can reach it while it does. */
export function leaveAddress(dir: DataDir, uri: string): () => void {
  const address: Address = { uri, by: ownMark() };
  dir.write(FILE, `${JSON.stringify(address)}\n`);
  return () => dir.remove(FILE);
}

/** The address a service left that is still running; null when none is. */
export function addressLeft(dir: DataDir): string | null {
  try {
    const { uri, by } = JSON.parse(dir.read(FILE) ?? 'null') as Address;
    return isRunning(by, ownMark()) === false ? null : uri;
  } catch {
    return null;
  }
}
