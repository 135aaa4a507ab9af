import { understand } from '../../src/understanding/understand';

const control = (text: string, locale = 'en') => understand(text, { locale, carrierWords: true }).control?.name;

describe('going on elsewhere, and undoing it', () => {
  it.each([
    ['continue on my phone', 'link'],
    ["I'd rather use WhatsApp", 'link'],
    ['link', 'link'],
    ['can we switch to text?', 'link'],
    ['can I finish this on my phone please', 'link'],
    ['I prefer WhatsApp', 'link'],
    ['order 1042, can we continue over sms', 'link'],
    ['seguir en mi móvil', 'link'],
    ['prefiero usar WhatsApp', 'link'],
    ['quiero continuar por sms', 'link'],
    ['mejor por WhatsApp', 'link'],
    ['enlazar', 'link'],
    ['unlink', 'unlink'],
    ['That was not me!', 'unlink'],
    ["that wasn't me", 'unlink'],
    ['no fui yo', 'unlink'],
    ['desvincular', 'unlink'],
    ['send me a code', 'sendCode'],
    ['I no longer have access to that email', 'sendCode'],
    ["I can't access my e-mail", 'sendCode'],
    ['that email no longer exists', 'sendCode'],
    ['ya no tengo ese correo', 'sendCode'],
    ['envíame un código', 'sendCode'],
    ['no puedo entrar en mi correo', 'sendCode'],
  ])('%j is %s', (text, name) => expect(control(text)).toBe(name));

  it.each([
    'change my phone number',
    'my phone is broken',
    'I want to use my phone but the charger does not work',
    'the phone case is the wrong colour',
    'the link in your e-mail does not work',
    'it was not me who ordered the red one',
    'I have a discount code',
    'my postcode is 94107',
    'mi código postal es 28001',
    'cambiar el teléfono',
    'el cargador no es para mi móvil',
    'no tengo la foto',
    'I do not have the confirmation e-mail',
    'the text on the mug is wrong',
    'continue',
    'seguir',
  ])('%j is none of them', (text) => expect(['link', 'unlink', 'sendCode']).not.toContain(control(text)));
});
