import type { Message, Value } from './message';

/**
 * A dialog is a list of questions and an ending. What is kept between turns is the answers (the draft) and the field
 * awaited, never a step number: answering early, several at once, correcting and deploying in the middle need no special
 * case. `World` is what questions may look at but do not own: the order, what was said and how it was read.
 */
export type Answer<Draft> =
  /** The message answers this field. `given`: the customer's words; `value`: what they were understood as; `note`: what to know about it. */
  | { kind: 'taken'; draft: Draft; given: string; value: Value; note?: Message }
  /** The message says nothing about this field. */
  | { kind: 'silent' }
  /** It does, but cannot be taken as it is; `note` tells why before the question is asked again, `draft` is what remains. */
  | { kind: 'refused'; note?: Message; draft?: Draft };

export interface Question<Draft, World> {
  field: string;
  /** False while the question makes no sense for this draft: then it is neither asked nor read. */
  applies?(draft: Draft, world: World): boolean;
  /** The answer so far; undefined while there is none. */
  value(draft: Draft): Value | undefined;
  ask(draft: Draft, world: World): Message;
  /** `awaited`: this is the question on the table, so bare words and numbers may be meant for it. */
  read(draft: Draft, world: World, awaited: boolean): Answer<Draft>;
}

export interface Taken {
  field: string;
  given: string;
  value: Value;
  /** The earlier answer, when this one replaces it. */
  was?: Value;
}

export interface Heard<Draft> {
  draft: Draft;
  taken: Taken[];
  /** Why answers could not be taken. */
  notes: Message[];
}

function refuse<Draft>(heard: Heard<Draft>, { note, draft }: { note?: Message; draft?: Draft }): void {
  if (note) heard.notes.push(note);
  if (draft) heard.draft = draft;
}

const same = (a: Value, b: Value): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * Lets every question read the message, in the form's order, so that all answers in it are taken. An answer equal to the
 * one already there counts as taken but is not a correction.
 */
export function hear<Draft, World>(
  form: readonly Question<Draft, World>[],
  start: Draft,
  world: World,
  awaited: string | null,
): Heard<Draft> {
  const heard: Heard<Draft> = { draft: start, taken: [], notes: [] };
  for (const question of form) {
    if (question.applies && !question.applies(heard.draft, world)) continue;
    const was = question.value(heard.draft);
    const answer = question.read(heard.draft, world, question.field === awaited);
    if (answer.kind === 'refused') refuse(heard, answer);
    if (answer.kind !== 'taken') continue;
    heard.draft = answer.draft;
    if (answer.note) heard.notes.push(answer.note);
    const taken: Taken = { field: question.field, given: answer.given, value: answer.value };
    heard.taken.push(was === undefined || same(was, answer.value) ? taken : { ...taken, was });
  }
  return heard;
}

/** The first question that applies and has no answer; null when the form is complete. */
export function nextQuestion<Draft, World>(
  form: readonly Question<Draft, World>[],
  draft: Draft,
  world: World,
): Question<Draft, World> | null {
  return (
    form.find((question) => (question.applies?.(draft, world) ?? true) && question.value(draft) === undefined) ?? null
  );
}
