import type { Context, Intent } from '../../src/understanding/reading';
import { understand } from '../../src/understanding/understand';

const intents = (name: Intent, texts: (string | [string, Partial<Context>])[]) =>
  it.each(texts.map((row) => (typeof row === 'string' ? ([row, {}] as const) : row)))(
    `takes %j for ${name}`,
    (text, context) => expect(understand(text, { locale: 'en', ...context }).intent.name).toBe(name),
  );

describe('a wish for money back is a refund request', () => {
  intents('refund_request', [
    'i wnat a refund',
    'I want a refund',
    'want my mony back',
    'refund',
    'REFUND NOW!!!',
    'gimme my money back you thieves',
    'refund for #1042, ana@example.com, arrived broken, both mugs, no photo, money back',
    'order 1042 ana@example.com arrived broken both mugs',
    'the mug never arrived and I want a refund',
    'where can i get a refund for this',
    'id like to send these back',
    'can you replace the broken plate? i want a replacement',
    'please cancel my order',
    'I got the wrong item',
    'quiero que me devuelvan el dinero',
    'quiero un reembolso',
    'kiero mi rembolso',
    'necesito devolver un artículo',
    'cancelar mi pedido',
  ]);
});

describe('a question after a refund is about its status', () => {
  intents('refund_status', [
    'wheres my money??? this is the THIRD time i ask you scammers',
    'dónde demonios está mi dinero',
    'wheres my refund??',
    "where's my money",
    'When will I get my refund?',
    'still waiting for my refund, 3 weeks now',
    'my refund hasnt arrived',
    'I haven’t received the refund yet',
    'any news on my refund',
    'status',
    'what happened to the money you promised to refund? still no refund',
    '¿dónde está mi reembolso?',
    'cuándo me llega el reembolso',
    'todavía no me ha llegado la devolución del dinero',
    'estado de mi reembolso',
    'when will I get it',
    'status of order 1042',
    'qué pasa con el pedido 1042',
    'when do i get my money back',
    'cuándo lo recibo',
  ]);
});

describe('a question about the rules is about the policy', () => {
  intents('refund_policy', [
    'what is your refund policy',
    'how many days do i have to return something',
    'in which cases can I get a refund?',
    'do you accept returns',
    'are gift cards refundable?',
    '¿cuál es la política de devoluciones?',
    'cuántos días tengo para devolver un pedido',
    'can I still return it',
    'is it too late to send it back',
    'puedo devolverlo todavía',
    'hasta cuándo puedo devolverlo',
  ]);
});

describe('a wish for a person is understood as one', () => {
  intents('human', [
    'agent',
    'talk to a human',
    'can i speak with someone pls',
    'get me a real person',
    'I want to make a complaint',
    'operator',
    'hablar con una persona',
    'quiero hablar con un agente',
    'páseme con alguien',
  ]);
});

describe('small talk is small talk', () => {
  intents('greeting', ['hi', 'Hello there', 'hola', 'buenos días']);
  intents('thanks', ['thanks', 'ty!', 'muchas gracias']);
  intents('goodbye', ['bye', 'adiós']);
});

describe('no refund conversation is opened on a text that asks for none', () => {
  intents('none', [
    'what time do you open on sunday',
    'do you sell plates in green',
    'I forgot my password',
    'what is the exchange rate for euros',
    'when do i get my tax refund',
    'I need a return flight to Lisbon',
    'are you a real person or a bot?',
    'i dont want a refund',
    'my card has not arrived yet',
    'change my delivery address',
    'you can call me Al',
    'no quiero un reembolso',
    'a qué hora abren',
    '1042',
    'yes',
    '',
    '???',
  ]);
});
