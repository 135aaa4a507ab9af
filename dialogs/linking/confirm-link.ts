import type { Link } from '../../src/domain/link';
import type { Linking } from '../../src/intake/linking';
import { choiceValue } from '../choice-token';
import type { LinkAsked, Memory } from '../memory';
import { customerOf, placeOf, reply, type Moment, type Reply } from '../moment';
import { attemptOf, LAST_ATTEMPT, putQuestion } from '../put-question';
import { hasOpenDraft } from '../resume';
import { recall } from '../memory';
import type { DialogState } from '../../src/turn/form';
import { beside } from './ask-link';
import { carried, openDraftOf } from './carry';
import { sideOf, threadOf } from './other-side';

interface Entered {
  from: LinkAsked['from'];
  /** Sealed. */
  code: string;
  until: Date;
}

type Other = NonNullable<Awaited<ReturnType<Linking['stateOf']>>>;

/** Says what would be linked, and nothing of an order: this address has proven none of it. */
function ask(memory: Memory, other: Other | null, linkAsked: LinkAsked, attempt: number): Reply {
  const moves = openDraftOf(other?.state) !== null;
  const variant = moves ? (hasOpenDraft(memory) ? 'draft_replaces' : 'draft') : undefined;
  const id = `k${String(memory.counter)}`;
  const message = {
    key: 'link.confirm',
    values: { other: sideOf(linkAsked.from), ...(variant ? { variant } : {}) },
    choices: [
      { value: choiceValue(id, 'link', 'yes'), label: { key: 'choice.link' } },
      { value: choiceValue(id, 'link', 'no'), label: { key: 'choice.noLink' } },
    ],
  };
  return { ...putQuestion({ ...memory, linkAsked }, 'link', 'link', message, attempt), outcome: 'linking' };
}

/** A good code was entered here: what it would link is shown, and nothing happens without a yes. */
export async function confirmLink(
  moment: Moment,
  memory: Memory,
  linking: Linking,
  { from, code, until }: Entered,
): Promise<Reply> {
  const other = await linking.stateOf(from);
  // Who has not spoken here yet is spoken to as there.
  const locale = memory.lastAt === null && other?.locale ? other.locale : memory.locale;
  const start = { ...memory, locale, counter: memory.counter + 1 };
  return ask(start, other, { from, code, until: until.toISOString() }, 1);
}

function answerOf({ picked, reading, tap }: Moment): boolean | null {
  if (picked[0] === 'yes') return true;
  if (picked[0] === 'no') return false;
  const { answer } = reading;
  return tap || !answer || answer.hedged ? null : answer.yes;
}

/** The link, as it is written: both sides, and what moved. */
function linkOf(moment: Moment, memory: Memory, other: Other, { from, code }: LinkAsked): Link {
  const id = moment.deps.newId();
  const there = recall(other.state as DialogState | null, 'en');
  const draft = openDraftOf(other.state);
  const to = placeOf(moment);
  const group = there.links.at(-1)?.group ?? memory.links.at(-1)?.group ?? id;
  const moved = draft ? { draft: { from: draft.id, to: `r${String(memory.counter + 1)}` } } : {};
  return { id, client: to.client, group, from, to, at: moment.at, code, ...moved };
}

/** The yes: the request and the language continue here, and the other side is told to set the request aside. */
function join(moment: Moment, start: Memory, other: Other, asked: LinkAsked): Reply {
  const link = linkOf(moment, start, other, asked);
  const draft = openDraftOf(other.state);
  const { group, from } = link;
  const memory: Memory = {
    ...start,
    locale: other.locale || start.locale,
    links: [...start.links, { id: link.id, group, side: 'to' }],
    ...(draft && link.draft
      ? {
          counter: start.counter + 1,
          refund: carried(draft, link.draft.to),
          aside: hasOpenDraft(start) ? { link: link.id, draft: start.refund } : start.aside,
          reminded: false,
        }
      : {}),
  };
  const data = { link: link.id, action: 'linked', side: 'to', with: threadOf(from), code: link.code };
  const values = { other: sideOf(from), ...(link.draft ? { variant: 'draft' } : {}) };
  return reply(memory, [{ key: 'link.done', values }], 'linked', {
    changes: [{ kind: 'link', step: 'join', link }],
    entries: [
      {
        stream: 'conversation',
        type: 'link',
        actor: customerOf(moment),
        data: { ...data, ...(link.draft ? { draft: link.draft } : {}) },
      },
    ],
    tells: [{ to: from, id: `link:${link.id}:linked`, name: 'linked', value: link.id }],
  });
}

/** The answer to what would be linked; nothing but a clear yes, in time, links it. */
export async function linkAnswer(moment: Moment, start: Memory): Promise<Reply | null> {
  const { linking } = moment.deps;
  const asked = start.linkAsked;
  const memory: Memory = { ...start, asked: null, linkAsked: null };
  if (!linking || !asked) return null;
  const attempt = attemptOf(moment, start, 'link', 'link', false);
  const yes = answerOf(moment) ?? (attempt > LAST_ATTEMPT ? false : null);
  const other = await linking.stateOf(asked.from);
  if (yes === null) return ask(start, other, asked, attempt);
  if (!yes || !other) return beside(moment, reply(memory, [{ key: 'link.declined' }], 'declined'));
  if (new Date(asked.until) <= moment.at) return beside(moment, reply(memory, [{ key: 'link.expired' }], 'declined'));
  return beside(moment, join(moment, memory, other, asked));
}
