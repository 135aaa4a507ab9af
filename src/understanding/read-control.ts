import { phrase, wholePhrase } from './phrase';
import type { Context, Control, Reading } from './reading';
import { LANGUAGES } from './words';
import type { Words } from './words/words';

type Steering = NonNullable<Reading['control']>;
type Plain = keyof Words['controls'];

const ORDER: readonly Plain[] = ['bot', 'agent', 'withdraw', 'restart', 'back', 'help', 'unlink', 'link', 'sendCode'];
const POLITE = list([
  'please',
  'pls',
  'por favor',
  'porfa',
  'thanks',
  'thank you',
  'gracias',
  'now',
  'ahora',
  'ok',
  'hi',
  'hola',
  'hello',
]);
// The carrier acts on these; they block the number, whatever we would make of them (channels: SMS opt-out words).
const CARRIER = new Set(
  'stop stopall stopp unsubscribe cancel end quit revoke optout start unstop yes info help alto baja parar cancelar'.split(
    ' ',
  ),
);
const ALONE: Record<string, Plain> = {
  cancel: 'withdraw',
  stop: 'withdraw',
  quit: 'withdraw',
  cancelar: 'withdraw',
  cancela: 'withdraw',
};

function list(words: string[]): RegExp {
  return new RegExp(`^(?:(?:${words.join('|')}) )+|(?: (?:${words.join('|')}))+$`, 'g');
}

const WHOLE = compile((words, control) => wholePhrase(words.controls[control].whole));
const WITHIN = compile((words, control) => phrase(words.controls[control].within));

function compile(one: (words: Words, control: Plain) => RegExp): [Plain, RegExp][] {
  return ORDER.flatMap((control) => LANGUAGES.map((words): [Plain, RegExp] => [control, one(words, control)]));
}

/**
 * A command in the message: `whole` when the message says nothing else. Where the carrier keeps words of its own
 * (`context.carrierWords`), those are never commands.
 */
export function readControl(line: string, context: Context): Steering | undefined {
  const bare = line.replace(POLITE, '').trim() || line;
  if (context.carrierWords === true && CARRIER.has(line)) return undefined;
  const alone = ALONE[bare];
  if (alone) return { name: alone, whole: true };
  const whole = WHOLE.find(([, pattern]) => pattern.test(bare) || pattern.test(line));
  if (whole) return { name: whole[0], whole: true };
  return readSwitch(bare) ?? readChange(bare) ?? within(bare);
}

const NOT_HUMAN = phrase(LANGUAGES.flatMap((words) => words.intents.notHuman));
// Words around a command that change nothing: "can i", "i want to", "right now".
const AROUND =
  /^(?:(?:can|could|may|i|we|you|id|would|want|need|like|let|me|to|just|please|rather|quiero|quisiera|puedo|podria|me gustaria|necesito|prefiero|deseo|asking|hey|so|ok|well|and|y|mejor) ?){0,8}\|(?: ?(?:please|now|right now|today|asap|immediately|instead|then|thanks?|por favor|ya|ahora|real|directly|about (?:this|it|my refund))){0,3}$/;

function within(line: string): Steering | undefined {
  for (const [name, pattern] of WITHIN) {
    const match = pattern.exec(line);
    if (name === 'agent' && NOT_HUMAN.test(line)) continue;
    if (match)
      return { name, whole: AROUND.test(`${line.slice(0, match.index)}|${line.slice(match.index + match[0].length)}`) };
  }
  return undefined;
}

const NAMES: [string, RegExp, RegExp][] = LANGUAGES.flatMap((words) =>
  Object.entries(words.languageNames).map(([tag, names]): [string, RegExp, RegExp] => {
    const name = `(?:${names.join('|')})`;
    const before = LANGUAGES.flatMap((each) => each.switchTo.before).join('|');
    const after = LANGUAGES.flatMap((each) => each.switchTo.after).join('|');
    return [
      tag,
      wholePhrase([`(?:in |en )?${name}(?: (?:${after}))*`, `(?:change |the )?(?:language|idioma) ${name}`]),
      phrase([`(?:${before}) ${name}`, `${name} (?:${after})`]),
    ];
  }),
);

function readSwitch(line: string): Steering | undefined {
  if (/^(?:(?:change |switch |other )?languages?|(?:cambiar (?:de |el )?|otro )?idiomas?)$/.test(line))
    return { name: 'language', whole: true };
  for (const [target, whole, inside] of NAMES) {
    if (whole.test(line)) return { name: 'language', whole: true, target };
    const match = inside.exec(line);
    if (match) return { name: 'language', whole: match[0].length > line.length - 8, target };
  }
  return undefined;
}

const CHANGES: { whole: RegExp; inside: [string, RegExp][] }[] = LANGUAGES.map(({ change }) => {
  const verb = `(?:${change.verbs.join('|')})`;
  const link = '(?: (?:the|my|an?|answer|el|la|los|las|mi|mis|una?|respuesta|de|del)){0,3}';
  return {
    whole: wholePhrase([
      verb,
      `${verb} (?:something|an answer|my answer|answers?|it|that|algo|una respuesta|la respuesta|respuestas?)`,
      `(?:i )?(?:want|need|would like|quiero|quisiera|necesito)(?: to)? ${verb}(?: (?:something|it|algo|an answer))?`,
    ]),
    inside: Object.entries(change.fields).map(([field, names]): [string, RegExp] => [
      field,
      phrase([`${verb}${link} (?:${names.join('|')})`]),
    ]),
  };
});

function readChange(line: string): Steering | undefined {
  for (const { whole, inside } of CHANGES) {
    if (whole.test(line)) return { name: 'change', whole: true };
    for (const [target, pattern] of inside) {
      const match = pattern.exec(line);
      if (match) return { name: 'change', whole: match[0].length === line.length, target };
    }
  }
  return undefined;
}

/** The commands, for tests and documentation. */
export const CONTROLS: readonly Control[] = [...ORDER, 'change', 'language'];
