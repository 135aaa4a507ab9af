import { Writable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Order } from '../../src/domain/order';
import type { RefundCase } from '../../src/domain/refund-case';
import { createMetrics } from '../../src/http/metrics';
import { buildHttp, type HttpOptions } from '../../src/http/server';
import type { CaseBoard, Photos } from '../../src/intake/ports';
import { createLogger } from '../../src/logger';
import { caseDesk } from '../intake/case-fakes';

export const TOKEN = 'staff-token-of-the-tests-0123456789';
export const asStaff = { authorization: `Bearer ${TOKEN}` };

export interface Service {
  http: FastifyInstance;
  desk: ReturnType<typeof caseDesk>;
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
  } & Partial<HttpOptions> = {},
): Promise<Service> {
  const { cases = [], orders = [], photos, board, ...overrides } = parts;
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
  return { http, desk, asked, logged: () => lines.join('') };
}
