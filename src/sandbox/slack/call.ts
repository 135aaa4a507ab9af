import type { Channel, Json, Message } from './shapes';
import type { Workspace } from './workspace';

/** What one call of the Web API has to do with. */
export interface Call {
  workspace: Workspace;
  arguments: Json;
  /** Where the stand-in is reached, without a trailing slash. */
  base: string;
  /** The person a trigger belongs to; throws what Slack says of one that is used, old or unknown. */
  useTrigger(trigger: unknown): string;
  /** Tells the app what its own call brought about, as Slack does. */
  told: {
    written(channel: Channel, message: Message): void;
    changed(channel: Channel, message: Message, before: Message): void;
    deleted(channel: Channel, before: Message): void;
  };
}

/** Answers with what Slack answers beside `ok: true`. */
export type Method = (call: Call) => Json;
