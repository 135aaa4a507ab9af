import { threadKey } from '../channel';
import type { Notice } from '../domain/notice';
import type { RefundCase } from '../domain/refund-case';
import type { Cases, Orders, Place, Reach } from '../intake/ports';
import type { Logger } from '../logger';
import type { ChannelFacts, Listeners, Notices } from './ports';
import { isRequired } from './required';
import { where, type Candidate, type Plan } from './where';

export interface NotifierParts {
  notices: Notices;
  listeners: Listeners;
  cases: Pick<Cases, 'find'>;
  orders: Orders;
  reach: Pick<Reach, 'reachability'>;
  facts: (channel: string) => ChannelFacts | null;
  /** Something of ours enters a conversation; the same id arrives once. */
  tell: (event: { place: Place; name: string; id: string; value: string; locale: string }) => Promise<void>;
  /** Customers can be reached by e-mail. */
  mail: boolean;
  /** The client's own time zone (IANA). */
  zone: (client: string) => string;
  clock: () => Date;
  logger: Logger;
}

export interface Notifier {
  /** Sends what is due; several processes may do so at once. */
  tick(): Promise<void>;
  /** A message did not arrive: if it was news, it goes another way. */
  undelivered(place: Place, seq: number): Promise<void>;
}

const AT_ONCE = 50;
/** A process that took a notice and ended leaves it to the others after this, in milliseconds. */
const OURS_MS = 30_000;
const EMAIL = 'email';
/** What a template for the news of a case may be kept for. */
const PURPOSES = ['status.changed', 'other'];

/** Tells customers what became of their cases: once each, where and when it suits them. */
export function createNotifier(parts: NotifierParts): Notifier {
  const { notices, listeners, cases, orders, reach, facts, clock } = parts;

  async function candidate(place: Place, refundCase: RefundCase, { missed }: Notice): Promise<Candidate | null> {
    const [listener, known] = [await listeners.find(place), facts(place.channel)];
    if (!listener || !known) return null;
    const [language = ''] = refundCase.locale.split('-');
    return {
      place,
      delivery: known.delivery,
      ...listener,
      reach: await reach.reachability(place),
      template: known.templates.some((one) =>
        PURPOSES.some((of) => [`${of}/${language}`, `${of}/${refundCase.locale}`].includes(one)),
      ),
      missed: missed.includes(threadKey(place)),
    };
  }

  async function mailOf({ client, orderNo }: RefundCase, { missed }: Notice): Promise<Place | null> {
    const email = parts.mail ? (await orders.find(client, orderNo))?.contact.email : undefined;
    const place = email ? { client, channel: EMAIL, conversation: email.trim().toLowerCase() } : null;
    return place && !missed.includes(threadKey(place)) ? place : null;
  }

  async function planOf(notice: Notice, one: RefundCase): Promise<Plan> {
    const mail = await mailOf(one, notice);
    if (notice.kind === 'receipt') return mail ? { kind: 'mail', place: mail } : { kind: 'heard' };
    const found = await Promise.all(one.conversations.map((place) => candidate(place, one, notice)));
    const at = clock();
    const circumstances = { at, zone: parts.zone(one.client), required: isRequired(one), mail };
    return where(
      found.filter((each) => each !== null),
      circumstances,
    );
  }

  async function follow(plan: Plan, notice: Notice, one: RefundCase): Promise<void> {
    const { caseNo, version, locale } = one;
    if (plan.kind === 'wait') return notices.postpone(notice, plan.until);
    if (plan.kind !== 'heard') {
      const { place } = plan;
      const told = { place, value: caseNo, locale };
      const of = `${caseNo}:${version}:${threadKey(place)}`;
      if (plan.kind === 'tell') await parts.tell({ ...told, name: 'case-changed', id: `case:${of}` });
      else if (plan.kind === 'unreachable') await parts.tell({ ...told, name: 'unreachable', id: `unreachable:${of}` });
      else await parts.tell({ ...told, name: `mail-${notice.kind}`, id: `mail:${notice.kind}:${of}` });
    }
    await notices.done(notice);
  }

  async function serve(notice: Notice): Promise<void> {
    const one = await cases.find(notice.client, notice.caseNo);
    if (!one) return notices.done(notice);
    const plan = await planOf(notice, one);
    await follow(plan, notice, one);
    parts.logger.info({ station: 'notify', case: notice.caseNo, kind: notice.kind, outcome: plan.kind }, 'notice');
  }

  return {
    tick: async () => {
      const now = clock();
      for (const notice of await notices.takeDue(now, new Date(now.getTime() + OURS_MS), AT_ONCE)) {
        // One that cannot be served holds up no other; it comes again.
        await serve(notice).catch((error: unknown) =>
          parts.logger.warn({ station: 'notify', case: notice.caseNo, err: (error as Error).name }, 'notice waits'),
        );
      }
    },
    undelivered: async (place, seq) => {
      const news = await listeners.newsAt(place, seq);
      const one = news && (await cases.find(place.client, news.caseNo));
      if (!one) return;
      const { client, caseNo, version } = one;
      const at = clock();
      const id = `${client}/${caseNo}`;
      await notices.put({ id, client, caseNo, kind: 'changed', version, at, dueAt: at, missed: [threadKey(place)] });
    },
  };
}
