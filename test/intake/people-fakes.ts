import type { StaffMember, StaffRole } from '../../src/domain/staff';
import type { StaffEvent } from '../../src/domain/staff-event';
import type { StaffToken } from '../../src/domain/staff-token';
import type { DeskNotice, People, StaffTokens } from '../../src/intake/ports-people';

/** Somebody of the client `default`, without limits. */
export function aPerson(id: string, roles: StaffRole[], overrides: Partial<StaffMember> = {}): StaffMember {
  const at = new Date('2026-11-01T09:00:00Z');
  return {
    id,
    client: 'default',
    version: 1,
    name: id.charAt(0).toUpperCase() + id.slice(1),
    email: `${id}@shop.example`,
    roles,
    languages: [],
    teams: [],
    accounts: [{ provider: 'slack', team: 'T1', user: `U-${id}` }],
    limits: { approve: [] },
    status: 'active',
    createdAt: at,
    updatedAt: at,
    ...overrides,
  };
}

/** People and their tokens in memory, with the same promises as the store's. */
export function peopleDesk(first: StaffMember[] = []) {
  const members = new Map(first.map((one) => [one.id, one]));
  const tokens = new Map<string, StaffToken>();
  const events: StaffEvent[] = [];
  const notices: DeskNotice[] = [];
  const all = () => [...members.values()];
  const people: People = {
    find: (client, id) => Promise.resolve(all().find((one) => one.client === client && one.id === id) ?? null),
    byEmail: (client, email) =>
      Promise.resolve(all().find((one) => one.client === client && one.email === email) ?? null),
    byAccount: ({ team, user }) =>
      Promise.resolve(all().filter(({ accounts }) => accounts.some((one) => one.team === team && one.user === user))),
    list: (client) => Promise.resolve({ items: all().filter((one) => one.client === client), next: null }),
    everybody: (client) => Promise.resolve(all().filter((one) => one.client === client && one.status !== 'revoked')),
    events: (_client, staffId) =>
      Promise.resolve({ items: events.filter((one) => one.staffId === staffId), next: null }),
    commit: ({ expects, after, event, mint, revoke, tell }) => {
      if ((members.get(after.id)?.version ?? null) !== expects) return Promise.resolve(false);
      members.set(after.id, after);
      events.push(event);
      if (tell) notices.push(tell);
      if (mint) tokens.set(mint.hash, mint.token);
      for (const [hash, token] of tokens) {
        const hit = revoke === 'all' || revoke?.id === token.id;
        if (hit && token.staffId === after.id) tokens.set(hash, { ...token, revokedAt: token.revokedAt ?? event.at });
      }
      return Promise.resolve(true);
    },
  };
  const kept: StaffTokens = {
    byHash: (hash) => Promise.resolve(tokens.get(hash) ?? null),
    of: (_client, staffId) => Promise.resolve([...tokens.values()].filter((one) => one.staffId === staffId)),
    used: (hash, at) => {
      const token = tokens.get(hash);
      if (token) tokens.set(hash, { ...token, lastUsedAt: at });
      return Promise.resolve();
    },
  };
  const announceToDesk = () => undefined;
  return { ports: { people, tokens: kept, announceToDesk }, members, tokens, events, notices };
}
