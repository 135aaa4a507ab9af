import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isLoopback, type Settings } from '../config';
import type { LogEntry } from '../domain/log-entry';
import type { Order } from '../domain/order';
import type { StaffRole } from '../domain/staff';
import { addPerson } from '../intake/add-person';
import type { People } from '../intake/ports-people';
import type { Sandbox, SandboxReads } from '../sandbox';
import type { LogSeen, SampleSeen } from '../sandbox/shown';
import type { Rooms } from './rooms';

/** As many entries as somebody reads at once, a week old at most. */
const SHOWN = 200;
const SHOWN_MS = 7 * 86_400_000;
const EVERYWHERE = ['0.0.0.0', '::', '[::]'];

/** The built page: beside the compiled service, or where the build put it when it runs from its sources. */
const builtPage = (): string =>
  [join(__dirname, '..', '..', 'sandbox'), join(__dirname, '..', '..', 'dist', 'sandbox')].find((path) =>
    existsSync(join(path, 'index.html')),
  ) ?? '';

/** Loaded only where there is one: a service that customers reach carries none of it. */
function sandboxParts(): typeof import('../sandbox') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('../sandbox') as typeof import('../sandbox');
}

/** True where this machine can reach a service that is to have one. */
export const hasSandbox = ({ sandbox, host }: Settings): boolean =>
  sandbox && (isLoopback(host) || EVERYWHERE.includes(host));

/** The service's settings and clock as the sandbox makes them, and what it asks for; without one nothing is changed. */
export interface OpenedSandbox extends Pick<Sandbox, 'clock' | 'turned' | 'routes'> {
  settings: Settings;
  /** Puts the people who can be played on record, once, with what they may do. */
  addStaff: (people: People, client: string) => Promise<void>;
}

/** Two may decide, so that what needs two can be seen; the second one is no approver's subordinate. */
const ROLES: Record<string, StaffRole[]> = { agent: ['agent'], approver: ['approver'], lead: ['lead', 'approver'] };

async function addPeople(people: People, client: string, { staff, clock }: Sandbox): Promise<void> {
  for (const { name, email, role, team, user } of staff) {
    const account = { provider: 'slack' as const, team, user };
    if ((await people.byAccount(account)).length) continue;
    const details = { name, email, roles: ROLES[role] ?? [], limits: { approve: [] }, languages: [], teams: [] };
    const request = { id: randomUUID(), client, details: { ...details, accounts: [account] } };
    await addPerson(people, request, { actor: { type: 'system', id: 'sandbox' }, at: clock() });
  }
}

/**
 * The sandbox of a service that listens where this machine can reach itself. Its channels take the place of those that are
 * not configured.
 */
export function openSandbox(settings: Settings, clock: () => Date, listens: boolean): OpenedSandbox {
  const { host, port, publicUrl, channels, dataDir } = settings;
  if (!listens || !hasSandbox(settings))
    return {
      settings: { ...settings, sandbox: false },
      clock,
      turned: () => undefined,
      routes: () => () => Promise.resolve(),
      addStaff: () => Promise.resolve(),
    };
  const sandbox = sandboxParts().createSandbox({
    clock,
    host,
    port,
    publicUrl,
    pagesDir: builtPage(),
    keepIn: dataDir,
  });
  const addStaff = (people: People, client: string): Promise<void> => addPeople(people, client, sandbox);
  return { ...sandbox, addStaff, settings: { ...settings, channels: { ...sandbox.values, ...channels } } };
}

const sampleSeen = ({ orderNo, contact, sampleNote }: Order): SampleSeen => ({
  orderNo,
  name: contact.name ?? '',
  email: contact.email ?? '',
  phone: contact.phone ?? '',
  note: sampleNote ?? {},
});

/** `default/sms/+1202…` is a conversation on a channel, `case:default/RF-…` a case. */
function streamSeen(stream: string): Pick<LogSeen, 'channel' | 'of'> {
  const [, caseNo] = /^case:[^/]*\/(.+)$/.exec(stream) ?? [];
  if (caseNo !== undefined) return { channel: 'case', of: caseNo };
  const [, channel = '', ...rest] = stream.split('/');
  return { channel, of: rest.join('/') };
}

const entrySeen = ({ stream, seq, at, type, actor, data }: LogEntry): LogSeen => ({
  id: `${stream}|${String(seq)}`,
  ...streamSeen(stream),
  at: at.toISOString(),
  type,
  actor: actor.type,
  data,
});

/** What the page shows of the store: nothing of another client. */
export const sandboxReads = (
  { orders, latestLog }: Pick<Rooms, 'orders' | 'latestLog'>,
  client: string,
  clock: () => Date,
): SandboxReads => ({
  samples: async () => (await orders.samples(client)).map(sampleSeen),
  log: async () => (await latestLog(client, new Date(clock().getTime() - SHOWN_MS), SHOWN)).map(entrySeen),
});
