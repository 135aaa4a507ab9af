import { hasSandbox } from '../app/open-sandbox';
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

/** It answers on loopback alone, also where the rest is reached from everywhere. */
const sandboxUrl = (url: string): string =>
  `${url.replace(/\/\/(0\.0\.0\.0|\[::\])/, '//127.0.0.1')}/sandbox   ← or be the customer and the desk`;

const table = (rows: [string, string][]): string[] => {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `    ${name.padEnd(width)}  ${value}`);
};

/** What somebody who has just started the service needs next: which page to open, and secrets that are shown once. */
export function greeting({ settings, url, store, shown }: Greeting): string {
  const { dataDir } = settings;
  const pages: [string, string][] = [
    ['Chat page', `${url}/   ← open this one`],
    ...(hasSandbox(settings) ? [['Sandbox', sandboxUrl(url)] as [string, string]] : []),
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
