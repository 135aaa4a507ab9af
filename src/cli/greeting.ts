import type { Settings } from '../config';
import type { StoreKind } from '../storage/home/store-record';

export interface Greeting {
  settings: Settings;
  url: string;
  store: StoreKind;
  /** Secrets generated just now, by variable. */
  shown: Record<string, string>;
}

const STORES: Record<StoreKind, (dataDir: string) => string> = {
  server: () => 'the MongoDB server that MONGODB_URI names',
  mongod: (dataDir) => `a mongod of our own, data in ${dataDir}`,
  embedded: (dataDir) => `embedded, data in ${dataDir}`,
};

const table = (rows: [string, string][]): string[] => {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `    ${name.padEnd(width)}  ${value}`);
};

/** What somebody who has just started the service needs next: which page to open, and secrets that are shown once. */
export function greeting({ settings, url, store, shown }: Greeting): string {
  const { dataDir } = settings;
  const pages: [string, string][] = [
    ['Chat page', `${url}/   ← open this one`],
    ['Staff API', `${url}/docs`],
    ['Store', STORES[store](dataDir)],
  ];
  const secrets = Object.entries(shown);
  const once = `  Generated for this data directory and shown this once (kept in ${dataDir}/secrets.json):`;
  return [
    '',
    '  Redress is running.',
    ...table(pages),
    ...(secrets.length ? ['', once, ...table(secrets)] : []),
    '',
    '  Ctrl-C stops it.',
    '',
  ].join('\n');
}
