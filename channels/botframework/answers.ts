import type { InvokeResponse } from 'botbuilder';
import type { Outgoing } from '../../src/channel';
import { fromRecord } from './address';
import { cardOf } from './card';
import { fromMessage } from './from-activity';

/** Botbuilder's forms of an answer in the body of the response, where a caller waits for one. */

/** What a caller gets who asked for an operation we do not have. */
export const NOT_IMPLEMENTED: InvokeResponse = { status: 501 };

/** The replies of a call with `deliveryMode: expectReplies`; none when they follow as messages. */
export function expectedReplies(replies: Outgoing[]): { activities: Record<string, unknown>[] } {
  const activities = replies.flatMap((message) => {
    const address = fromRecord(message.address);
    return address ? [fromMessage(message, address)] : [];
  });
  return { activities };
}

/**
 * The answer to a button of a card that acts by invoke: the card is replaced by what comes next. An empty message leaves
 * it as it is, and what comes next follows.
 * https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format
 */
export function cardAnswer(replies: Outgoing[]): InvokeResponse {
  if (!replies.length)
    return { status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: '' } };
  const { contentType: type, content: value } = cardOf(
    replies.map(({ text }) => text),
    replies.at(-1)?.choices ?? [],
  );
  return { status: 200, body: { statusCode: 200, type, value } };
}
