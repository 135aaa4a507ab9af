import { existsSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Channel, File, User, Workspace } from './slack';
import type { TwilioStandIn } from './twilio/contract';
import type { Content, KeptMessage } from './twilio/shapes';

/**
 * What phones and workspace hold, beside the store that remembers the same conversations: a service that is started again
 * goes on where it was, window, opt-outs and threads included.
 */
interface Remembered {
  schema: 1;
  /** Times the file was read: ids of an earlier start are not given again. */
  starts: number;
  ahead: number;
  messages: KeptMessage[];
  contents: Content[];
  blocked: Set<string>;
  users: Map<string, User>;
  channels: Map<string, Channel>;
  files: Map<string, File>;
}

export interface MemoryParts {
  /** Null: nothing is kept. */
  folder: string | null;
  twilio: TwilioStandIn;
  workspace: Workspace;
  ahead: () => number;
}

export interface Memory {
  /** Milliseconds the clock was ahead when the service ended. */
  ahead: number;
  /** Writes soon; what comes meanwhile is written with it. */
  changed(): void;
  /** Writes what is not written yet. */
  close(): Promise<void>;
}

const SOON_MS = 1_000;
/** A demonstration does not grow for ever. */
const MOST_MESSAGES = 500;
/** More ids than one start ever gives out. */
const IDS_A_START = 5_000;

function readFrom(file: string): Remembered | null {
  if (!existsSync(file)) return null;
  try {
    const read = deserialize(readFileSync(file)) as Remembered;
    return read.schema === 1 ? read : null;
  } catch {
    // Half a file or another version's: the demonstration begins anew.
    return null;
  }
}

function restore(read: Remembered, { twilio, workspace }: MemoryParts): void {
  twilio.messages.push(...read.messages);
  twilio.contents.push(...read.contents);
  for (const number of read.blocked) twilio.blocked.add(number);
  for (const [id, user] of read.users) workspace.users.set(id, user);
  for (const [id, channel] of read.channels) workspace.channels.set(id, channel);
  for (const [id, file] of read.files) workspace.files.set(id, file);
  for (let burnt = 0; burnt < read.starts * IDS_A_START; burnt++) workspace.ids.next('X');
}

/** Only what everybody saw is kept: what Slack showed to one person is gone with a reload there, too. */
const shortened = (channel: Channel): Channel => ({
  ...channel,
  messages: channel.messages.filter(({ ephemeralTo }) => ephemeralTo === undefined).slice(-MOST_MESSAGES),
});

/** Restores what an earlier start left and keeps it up to date from now on. */
export function createMemory(parts: MemoryParts): Memory {
  const { folder, twilio, workspace } = parts;
  const file = folder === null ? null : join(folder, 'sandbox.bin');
  const read = file === null ? null : readFrom(file);
  if (read) restore(read, parts);
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    if (file === null || folder === null || !existsSync(folder)) return;
    const all: Remembered = {
      schema: 1,
      starts: (read?.starts ?? 0) + 1,
      ahead: parts.ahead(),
      messages: twilio.messages.slice(-MOST_MESSAGES),
      contents: twilio.contents,
      blocked: twilio.blocked,
      users: workspace.users,
      channels: new Map([...workspace.channels].map(([id, channel]) => [id, shortened(channel)])),
      files: workspace.files,
    };
    await writeFile(`${file}.new`, serialize(all), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
  const flush = (): Promise<void> => {
    timer = undefined;
    // A full disk ends the remembering, not the demonstration.
    writing = writing.then(write).catch(() => undefined);
    return writing;
  };

  return {
    ahead: read?.ahead ?? 0,
    changed: () => {
      if (file !== null) timer ??= setTimeout(() => void flush(), SOON_MS).unref();
    },
    close: async () => {
      if (timer === undefined) return writing;
      clearTimeout(timer);
      await flush();
    },
  };
}
