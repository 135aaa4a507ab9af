import type { Handoff } from '../domain/handoff';
import { costOf, ofCase, type MessageCost, type PriceTable, type SentMessage } from '../domain/message-cost';
import type { RefundCase } from '../domain/refund-case';
import type { Place } from './ports';

export interface MessagingPorts {
  sent: {
    of(place: Place): Promise<SentMessage[]>;
    casesOf(place: Place): Promise<{ caseNo: string; createdAt: Date }[]>;
  };
  /** The channels whose messages are paid for one by one. */
  paid: (channel: string) => boolean;
  /** One table for all of them; undefined: nobody said what messages cost. */
  prices: () => PriceTable | undefined;
}

/** What the messages about a case came to, altogether and by conversation; what cost nothing is left out. */
export interface CaseMessaging extends MessageCost {
  conversations: (MessageCost & { channel: string; conversation: string })[];
}

const AT_ONCE = 10;

/** Estimates of what talking to customers costs, from what their providers said of each message. */
export function messagingCost({ sent, paid, prices }: MessagingPorts) {
  return {
    ofCase: async ({ caseNo, conversations }: RefundCase): Promise<CaseMessaging> => {
      const each = await Promise.all(
        conversations
          .filter(({ channel }) => paid(channel))
          .map(async (place) => {
            const [messages, cases] = await Promise.all([sent.of(place), sent.casesOf(place)]);
            return { place, messages: ofCase(messages, caseNo, cases) };
          }),
      );
      return {
        ...costOf(
          each.flatMap(({ messages }) => messages),
          prices(),
        ),
        conversations: each.map(({ place: { channel, conversation }, messages }) => ({
          channel,
          conversation,
          ...costOf(messages, prices()),
        })),
      };
    },
    /** What was sent between the call for a person and the end of each. */
    ofHandoffs: async (handoffs: Handoff[]): Promise<MessageCost> => {
      const all: SentMessage[] = [];
      const those = handoffs.filter(({ channel }) => paid(channel));
      for (let i = 0; i < those.length; i += AT_ONCE) {
        const read = those.slice(i, i + AT_ONCE).map(async (handoff) => {
          const { askedAt, closedAt } = handoff;
          const messages = await sent.of(handoff);
          return messages.filter(({ at }) => at >= askedAt && (!closedAt || at <= closedAt));
        });
        all.push(...(await Promise.all(read)).flat());
      }
      return costOf(all, prices());
    },
  };
}
