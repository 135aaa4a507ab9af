import type { Notice } from '../domain/notice';
import type { Place } from '../intake/ports';

/** Notices that wait. */
export interface Notices {
  /** Takes what is due, oldest first; nobody else gets it before `until`. */
  takeDue(at: Date, until: Date, limit: number): Promise<Notice[]>;
  /** Adds a notice, or to the one that gathers the news of the case. */
  put(notice: Notice): Promise<void>;
  /** Somebody has heard it; unless there was more news meanwhile, it is gone. */
  done(notice: Notice): Promise<void>;
  postpone(notice: Notice, until: Date): Promise<void>;
}

/** What is known of a conversation that could be told something. */
export interface Listener {
  /** IANA, where the channel told it. */
  timeZone?: string;
  lastInAt: Date | null;
  /** Everything said so far is known to have reached the customer (feeds). */
  caughtUp: boolean;
}

export interface Listeners {
  /** Null: nothing was ever said there. */
  find(place: Place): Promise<Listener | null>;
  /** The case a message spoke of on its own account; null for any other message. */
  newsAt(place: Place, seq: number): Promise<{ caseNo: string } | null>;
}

/** What the composition root knows of a channel. */
export interface ChannelFacts {
  delivery: 'feed' | 'push';
  /** `purpose/language` of what may be sent at any time where free words have a window. */
  templates: readonly string[];
}
