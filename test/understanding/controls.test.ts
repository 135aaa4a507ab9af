import { reads } from './table';

describe('a command is recognised when it is the whole message', () => {
  reads('control', [
    ['help', { name: 'help', whole: true }],
    ['ayuda', { name: 'help', whole: true }],
    ['agent', { name: 'agent', whole: true }],
    ['Human please', { name: 'agent', whole: true }],
    ['hablar con una persona', { name: 'agent', whole: true }],
    ['quiero hablar con un agente', { name: 'agent', whole: true }],
    ['withdraw it', { name: 'withdraw', whole: true }],
    ['retíralo', { name: 'withdraw', whole: true }],
    ['restart', { name: 'restart', whole: true }],
    ['start over', { name: 'restart', whole: true }],
    ['empezar de nuevo', { name: 'restart', whole: true }],
    ['back', { name: 'back', whole: true }],
    ['go back please', { name: 'back', whole: true }],
    ['atrás', { name: 'back', whole: true }],
    ['change', { name: 'change', whole: true }],
    ['change the order number', { name: 'change', whole: true, target: 'order' }],
    ['cambiar el motivo', { name: 'change', whole: true, target: 'reason' }],
    ['forget it', { name: 'withdraw', whole: true }],
    ['never mind', { name: 'withdraw', whole: true }],
    ['cancel the request', { name: 'withdraw', whole: true }],
    ['I want to cancel my refund', { name: 'withdraw', whole: true }],
    ['olvídalo', { name: 'withdraw', whole: true }],
    ['cancela mi solicitud', { name: 'withdraw', whole: true }],
    ['ya no quiero el reembolso', { name: 'withdraw', whole: true }],
    ['cancel', { name: 'withdraw', whole: true }],
    ['bot', { name: 'bot', whole: true }],
    ['back to the bot please', { name: 'bot', whole: true }],
    ["I don't need a person any more", { name: 'bot', whole: true }],
    ['volver al bot', { name: 'bot', whole: true }],
    ['salir de la cola', { name: 'bot', whole: true }],
  ]);
});

describe('a wish for another language names it', () => {
  reads('control', [
    ['in english please', { name: 'language', whole: true, target: 'en' }],
    ['English', { name: 'language', whole: true, target: 'en' }],
    ['español', { name: 'language', whole: true, target: 'es' }],
    ['en español por favor', { name: 'language', whole: true, target: 'es' }],
    ['cambiar a inglés', { name: 'language', whole: true, target: 'en' }],
    ['do you speak German?', { name: 'language', whole: true, target: 'de' }],
    ['change language', { name: 'language', whole: true }],
  ]);
});

describe('a command within a longer message is marked as such', () => {
  reads('control', [
    ['order 1042 arrived broken and I want to talk to an agent about it', { name: 'agent', whole: false }],
    ['the plates are fine so never mind them, it is the mug', { name: 'withdraw', whole: false }],
  ]);
});

describe('ordinary sentences are no commands', () => {
  reads('control', [
    ['I want my money back', undefined],
    ['send it back', undefined],
    ['I changed my mind about the colour', undefined],
    ['are you a real person?', undefined],
    ['are you a bot?', undefined],
    ['the english teapot arrived broken', undefined],
    ['please cancel my order', undefined],
    ['yes', undefined],
  ]);
});

describe('where the carrier owns its words, they are never commands of ours', () => {
  const context = { carrierWords: true };
  reads('control', [
    ['STOP', undefined, context],
    ['CANCEL', undefined, context],
    ['End', undefined, context],
    ['quit', undefined, context],
    ['UNSUBSCRIBE', undefined, context],
    ['HELP', undefined, context],
    ['cancel the request', { name: 'withdraw', whole: true }, context],
    ['BACK', { name: 'back', whole: true }, context],
    ['AGENT', { name: 'agent', whole: true }, context],
  ]);
});
