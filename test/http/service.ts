import { Writable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Order } from '../../src/domain/order';
import type { RefundCase } from '../../src/domain/refund-case';
import { createMetrics } from '../../src/http/metrics';
import { buildHttp, type HttpOptions } from '../../src/http/server';
import type { CaseBoard, Photos } from '../../src/intake/ports';
import { createLogger } from '../../src/logger';
import type { StaffMember, StaffRole } from '../../src/domain/staff';
import { tokenHash } from '../../src/intake/mint-token';
import { caseDesk } from '../intake/case-fakes';
import { aFakeDesk } from './fake-desk';
import { aPerson, peopleDesk } from '../intake/people-fakes';
import { settingsDesk } from '../intake/settings-fakes';

export const TOKEN = 'staff-token-of-the-tests-0123456789';
export const asStaff = { authorization: `Bearer ${TOKEN}` };

/** Ada decides, Gus works at the desk, Kim manages people: every service of these tests knows them and their tokens. */
export const CREW = [aPerson('ada', ['approver']), aPerson('gus', ['agent']), aPerson('kim', ['admin'])];
const secretOf = (id: string): string => `rds_${id}`.padEnd(47, '_');
export const as = (id: string) => ({ authorization: `Bearer ${secretOf(id)}` });
/** Somebody else with a token of their own. */
export const someone = (id: string, roles: StaffRole[], more: Partial<StaffMember> = {}) => aPerson(id, roles, more);

/** People with a token each that never ends within a test. */
function crew(more: StaffMember[]) {
  const desk = peopleDesk([...CREW, ...more]);
  const createdAt = new Date('2026-11-01T09:00:00Z');
  for (const { id, client } of desk.members.values()) {
    const token = { id: `t-${id}`, client, staffId: id, createdAt, expiresAt: new Date('2027-01-01T00:00:00Z') };
    desk.tokens.set(tokenHash(secretOf(id)), token);
  }
  return desk;
}

export interface Service {
  http: FastifyInstance;
  desk: ReturnType<typeof caseDesk>;
  people: ReturnType<typeof peopleDesk>;
  /** Every log line so far, as text. */
  logged(): string;
  asked: { name: string; given: unknown[] }[];
}

const nothing = { items: [], next: null };

/** The web server over fakes: what it answers is its own, what it asked for is recorded. */
export async function service(
  parts: {
    cases?: RefundCase[];
    orders?: Order[];
    photos?: Photos['read'];
    board?: Partial<CaseBoard>;
    staffMembers?: StaffMember[];
  } & Partial<HttpOptions> = {},
): Promise<Service> {
  const { cases = [], orders = [], photos, board, staffMembers = [], ...overrides } = parts;
  const people = crew(staffMembers);
  let ids = 0;
  const desk = caseDesk(cases, orders);
  const lines: string[] = [];
  const asked: Service['asked'] = [];
  const destination = new Writable({ write: (line: Buffer, _encoding, done) => (lines.push(line.toString()), done()) });
  const record =
    (name: string, answer: unknown) =>
    (...given: unknown[]) => {
      asked.push({ name, given });
      return Promise.resolve(answer);
    };
  const http = await buildHttp({
    version: '1.2.3',
    logger: createLogger('debug', destination),
    clock: () => new Date('2026-11-19T09:30:00Z'),
    metrics: createMetrics(),
    health: () => ({ store: { kind: 'embedded' }, channels: ['webchat'] }),
    ping: () => Promise.resolve(),
    ...overrides,
    staff: {
      token: TOKEN,
      client: 'default',
      ...desk.ports,
      ...people.ports,
      ...settingsDesk(),
      newId: () => `id-${(ids += 1)}`,
      newCaseNo: () => 'RF-ABCD-1234',
      ...aFakeDesk(),
      board: {
        cases: record('cases', { items: cases, next: 'more' }),
        caseLog: record('caseLog', null),
        conversations: record('conversations', nothing),
        conversationLog: record('conversationLog', null),
        orders: record('orders', { items: orders, next: null }),
        ...board,
      } as CaseBoard,
      photos: { read: photos ?? (() => Promise.resolve(null)) } as Photos,
      ...overrides.staff,
    },
  });
  return { http, desk, people, asked, logged: () => lines.join('') };
}
