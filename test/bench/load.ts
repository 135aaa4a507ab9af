import {
  createCaller,
  isLast,
  openConversation,
  openStream,
  say,
  type Caller,
  type Heard,
} from '../helpers/direct-line-client';
import { GENERATED_TOTAL, orderNoOf, refundScript } from '../helpers/generated-orders';
import { spread, type Spread } from './statistics';

/** What the load generator is asked for: `conversations` customers at once, for `seconds`, orders from number `firstOrder`. */
export interface LoadRequest {
  url: string;
  secret: string;
  conversations: number;
  seconds: number;
  firstOrder: number;
  lastOrder: number;
}

export interface LoadResult {
  conversations: number;
  seconds: number;
  turns: number;
  turnsPerSecond: number;
  turn: Spread;
  acknowledgement: Spread;
  wrong: number;
  /** The first few wrong replies, for whoever has to look into them. */
  examples: string[];
  /** What was seen from outside, to be compared with what was stored. */
  seen: { conversations: number; acknowledged: number; heard: number; filed: number };
  nextOrder: number;
  /** What is special to the last conversation that came to its end. */
  last: string[];
}

/** Progress while a measurement runs, so that memory can be looked at after so many turns. */
export interface LoadProgress {
  turns: number;
}

interface Tally {
  turns: number[];
  acks: number[];
  wrong: number;
  examples: string[];
  seen: LoadResult['seen'];
  last: string[];
}

/** A turn that takes longer than this is counted as wrong and its conversation given up, in milliseconds. */
const PATIENCE = 30_000;

/** What a conversation's stream brought, by the activity it answers. */
function createEar() {
  const ends = new Map<string, { at: number; heard: Heard }>();
  let waiting: { id: string; resolve: () => void } | null = null;
  let heard = 0;
  return {
    count: () => heard,
    hear: (activity: Heard): void => {
      if (activity.from.role !== 'bot') return;
      heard += 1;
      if (!isLast(activity) || activity.replyToId === undefined) return;
      ends.set(activity.replyToId, { at: performance.now(), heard: activity });
      if (waiting?.id === activity.replyToId) waiting.resolve();
    },
    end: async (id: string): Promise<{ at: number; heard: Heard } | null> => {
      if (!ends.has(id)) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, PATIENCE);
          waiting = { id, resolve: () => (clearTimeout(timer), resolve()) };
        });
      }
      return ends.get(id) ?? null;
    },
  };
}

const totalOf = (heard: Heard): unknown => (heard.channelData?.values?.total as { minor?: unknown } | undefined)?.minor;

function isRight(heard: Heard, key: string): boolean {
  if (heard.channelData?.key !== key) return false;
  if (key === 'refund.readBack') return totalOf(heard) === GENERATED_TOTAL;
  return key !== 'refund.filed' || typeof heard.channelData.values?.caseNo === 'string';
}

/** One customer's conversation about one order, from opening it to the case number. */
async function converse(caller: Caller, request: LoadRequest, order: number, tally: Tally, stopped: () => boolean) {
  const opened = await openConversation(caller, request.secret);
  const ear = createEar();
  const stream = await openStream(request.url, opened, ear.hear);
  const wrong = (what: string): void => {
    tally.wrong += 1;
    if (tally.examples.length < 5) tally.examples.push(what);
  };
  let spoke = false;
  for (const { says, hears } of refundScript(order)) {
    if (stopped()) break;
    const began = performance.now();
    const { status, json } = await say(caller, opened, { text: says });
    tally.acks.push(performance.now() - began);
    if (status >= 300) {
      wrong(`${says} → ${status}`);
      break;
    }
    tally.seen.acknowledged += 1;
    if (!spoke) tally.seen.conversations += 1;
    spoke = true;
    const end = await ear.end((json as { id: string }).id);
    if (!end) {
      wrong(`${says} → silence`);
      break;
    }
    tally.turns.push(end.at - began);
    if (!isRight(end.heard, hears)) wrong(`${says} → ${end.heard.channelData?.key ?? end.heard.text}`);
    if (end.heard.channelData?.key === 'refund.filed') {
      tally.seen.filed += 1;
      tally.last = [opened.conversationId, orderNoOf(order), String(end.heard.channelData.values?.caseNo)];
    }
  }
  tally.seen.heard += ear.count();
  stream.close();
}

/** Runs one measurement; progress goes to `told` twice a second. */
export async function runLoad(request: LoadRequest, told: (progress: LoadProgress) => void): Promise<LoadResult> {
  const seen = { conversations: 0, acknowledged: 0, heard: 0, filed: 0 };
  const tally: Tally = { turns: [], acks: [], wrong: 0, examples: [], seen, last: [] };
  const caller = createCaller(request.url);
  let next = request.firstOrder;
  const began = performance.now();
  const stopped = (): boolean => performance.now() - began > request.seconds * 1000;
  const timer = setInterval(() => told({ turns: tally.turns.length }), 500);
  const customer = async (): Promise<void> => {
    while (!stopped() && next <= request.lastOrder) await converse(caller, request, next++, tally, stopped);
  };
  await Promise.all(Array.from({ length: request.conversations }, customer));
  clearInterval(timer);
  const seconds = (performance.now() - began) / 1000;
  caller.close();
  return {
    conversations: request.conversations,
    seconds,
    turns: tally.turns.length,
    turnsPerSecond: tally.turns.length / seconds,
    turn: spread(tally.turns),
    acknowledgement: spread(tally.acks),
    wrong: tally.wrong,
    examples: tally.examples,
    seen,
    nextOrder: next,
    last: tally.last,
  };
}

/** As a process of its own: one measurement per message from its parent. */
if (process.send && require.main === module) {
  process.on('message', (request: LoadRequest) => {
    void runLoad(request, (progress) => process.send?.({ progress })).then(
      (result) => process.send?.({ result }),
      (error: unknown) => process.send?.({ error: String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
}
