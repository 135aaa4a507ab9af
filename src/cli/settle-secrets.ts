import type { Settings } from '../config';
import { openDataDir } from '../storage/home/data-dir';
import { keptSecrets, noteShown } from '../storage/home/kept-secrets';

/** Settings in which both secrets are known. */
export type CompleteSettings = Settings & { directLineSecret: string; staffToken: string };

export interface SettledSettings {
  settings: CompleteSettings;
  /** Generated secrets that nobody has seen yet, by variable: to be shown this once. */
  toShow: Record<string, string>;
  /** To be called when they have been printed. */
  shown(): void;
}

/**
 * Fills in the secrets that the environment leaves out: generated at the first start on a data directory and kept there.
 * Only a loopback service gets this far without them; readSettings demands them of every other one.
 */
export function settleSecrets(settings: Settings): SettledSettings {
  const { directLineSecret, staffToken } = settings;
  const nothing = { toShow: {}, shown: () => undefined };
  if (directLineSecret && staffToken) return { settings: { ...settings, directLineSecret, staffToken }, ...nothing };
  const dir = openDataDir(settings.dataDir);
  const kept = keptSecrets(dir);
  const complete = {
    ...settings,
    directLineSecret: directLineSecret ?? kept.directLineSecret,
    staffToken: staffToken ?? kept.staffToken,
  };
  if (kept.shown) return { settings: complete, ...nothing };
  const toShow = {
    ...(directLineSecret ? {} : { DIRECTLINE_SECRET: kept.directLineSecret }),
    ...(staffToken ? {} : { STAFF_TOKEN: kept.staffToken }),
  };
  return { settings: complete, toShow, shown: () => noteShown(dir) };
}
