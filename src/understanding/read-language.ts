import { LANGUAGES } from './words';

// Languages we do not speak are only recognised, so that the dialogs can say which ones we do.
const OTHERS: Record<string, string> = {
  fr: 'je suis le les mon ma mes remboursement rembourser commande bonjour merci vous est pas dans pour avec ou argent veux voudrais cassé casse parler une oui non svp arrivé colis salut etre francais quand jamais recu',
  de: 'ich mein meine und ist nicht das der die ruckerstattung erstattung geld zuruck bestellung hallo danke bitte wo wann mochte will kaputt sprechen ja nein ein eine mit habe deutsch paket guten wie bekommen',
  pt: 'eu meu minha quero reembolso dinheiro pedido ola obrigado obrigada onde esta nao sim voce uma chegou quebrado falar quando preciso devolucao por favor estou bom dia portugues tenho comprei ainda',
  it: 'io mio mia voglio rimborso soldi ordine ciao grazie dove non si sono una con arrivato rotto parlare quando vorrei indietro per favore buongiorno italiano ho il gli della che perche',
};
const WEIGHTS = new Map<string, string[]>();
const add = (tag: string, words: readonly string[]) => {
  for (const word of words) WEIGHTS.set(word, [...new Set([...(WEIGHTS.get(word) ?? []), tag])]);
};
for (const words of LANGUAGES) add(words.language, words.manner.markers);
for (const [tag, words] of Object.entries(OTHERS)) add(tag, words.split(' '));

// What is mostly written in one of these scripts is in a language we do not speak.
const SCRIPTS: [string, RegExp][] = [
  ['ar', /\p{Script=Arabic}/u],
  ['he', /\p{Script=Hebrew}/u],
  ['ru', /\p{Script=Cyrillic}/u],
  ['el', /\p{Script=Greek}/u],
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['zh', /\p{Script=Han}/u],
  ['ko', /\p{Script=Hangul}/u],
  ['hi', /\p{Script=Devanagari}/u],
  ['th', /\p{Script=Thai}/u],
];

function byScript(words: readonly string[]): string | undefined {
  const first = words.slice(0, 20);
  return SCRIPTS.find(([, script]) => first.filter((word) => script.test(word)).length > first.length / 2)?.[0];
}

/** The language the words clearly belong to (primary tag), or undefined: a name, a number or "ok" has none. */
export function readLanguage(words: readonly string[]): string | undefined {
  const scores = new Map<string, number>();
  for (const word of words.slice(0, 100)) {
    const tags = WEIGHTS.get(word) ?? [];
    for (const tag of tags) scores.set(tag, (scores.get(tag) ?? 0) + 1 / tags.length);
  }
  const [best, second] = [...scores].sort(([, a], [, b]) => b - a);
  if (!best || best[1] < 1) return byScript(words);
  return best[1] >= (second?.[1] ?? 0) + 0.5 ? best[0] : undefined;
}
