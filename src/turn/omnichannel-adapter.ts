import {
  BotAdapter,
  TurnContext,
  type Activity as BotActivity,
  type ConversationReference,
  type ResourceResponse,
} from 'botbuilder';
import type { ConversationRecord, InboxEntry } from './ports';
import { activityId } from '../domain/feed-id';

const COLLECTED = Symbol('collected');

/** Our plain activity in Bot Framework's vocabulary: built field by field, so that nothing a client sent passes through unseen. */
export function toBotActivity(record: ConversationRecord, { activity, seq, at }: InboxEntry): Partial<BotActivity> {
  return {
    type: activity.type,
    id: activityId(activity, seq),
    timestamp: at,
    channelId: activity.channel,
    serviceUrl: 'urn:redress',
    from: { id: activity.from.id, name: activity.from.name ?? '', role: 'user' },
    recipient: { id: 'bot', name: '', role: 'bot' },
    conversation: {
      id: activity.conversation,
      isGroup: false,
      conversationType: 'personal',
      name: '',
      tenantId: activity.client,
    },
    text: activity.text,
    ...(activity.value === undefined ? {} : { value: activity.value }),
    ...(activity.name === undefined ? {} : { name: activity.name }),
    locale: record.locale || (activity.locale ?? ''),
  };
}

/**
 * The one Bot Framework adapter behind every channel. Sending collects: what a turn says is committed with its state before
 * any of it leaves, so a turn that is computed twice after a conflict says nothing twice.
 */
export class OmnichannelAdapter extends BotAdapter {
  /** Runs the middleware and the bot over one activity; gives back what was said, in order. */
  async collect(
    activity: Partial<BotActivity>,
    bot: (context: TurnContext) => Promise<void>,
  ): Promise<Partial<BotActivity>[]> {
    const context = new TurnContext(this, activity);
    const said: Partial<BotActivity>[] = [];
    context.turnState.set(COLLECTED, said);
    await this.runMiddleware(context, bot);
    return said;
  }

  override sendActivities(context: TurnContext, activities: Partial<BotActivity>[]): Promise<ResourceResponse[]> {
    const said = context.turnState.get(COLLECTED) as Partial<BotActivity>[];
    said.push(...activities);
    return Promise.resolve(activities.map((_, i) => ({ id: String(said.length - activities.length + i) })));
  }

  /** What has been said is on record: a correction is a new message. */
  override updateActivity(): Promise<void> {
    return Promise.reject(new Error('a message that was said is not changed'));
  }

  override deleteActivity(): Promise<void> {
    return Promise.reject(new Error('a message that was said is not deleted'));
  }

  /** Proactive messages enter the line as events of the conversation instead. */
  override continueConversation(_reference: Partial<ConversationReference>): Promise<void> {
    return Promise.reject(new Error('proactive messages are admitted as events'));
  }
}
