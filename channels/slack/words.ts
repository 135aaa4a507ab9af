/** The few words of the surface itself; what the bot says comes from the service, in the conversation's language. */
const en = {
  working: 'Working on it. The answer follows here.',
  elsewhere: 'Only you can see this. Choose here, or write to me in our direct messages.',
  unreachable: 'I cannot open our direct messages right now. Open this app under Apps and write to me there.',
  home: 'Open the Messages tab and write to me: a refund, or where one stands. /refund works everywhere.',
  chosen: (choice: string) => `Your answer: ${choice}`,
  choose: 'Choose…',
  photo: 'Photo',
  stages: {
    requested: 'Requested',
    checked: 'Checked',
    approved: 'Approved',
    sent: 'Sent',
    bank: 'With your bank',
    arrived: 'Arrived',
    denied: 'Refused',
    withdrawn: 'Withdrawn',
  } as Record<string, string>,
  late: 'late',
};

export type Words = typeof en;

const es: Words = {
  working: 'Estoy en ello. La respuesta llega aquí mismo.',
  elsewhere: 'Esto solo lo ves tú. Elige aquí o escríbeme en nuestros mensajes directos.',
  unreachable: 'Ahora no puedo abrir nuestros mensajes directos. Busca esta app en Aplicaciones y escríbeme allí.',
  home: 'Abre la pestaña Mensajes y escríbeme: un reembolso, o saber cómo va uno. /refund funciona en todas partes.',
  chosen: (choice) => `Tu respuesta: ${choice}`,
  choose: 'Elige…',
  photo: 'Foto',
  stages: {
    requested: 'Solicitado',
    checked: 'Revisado',
    approved: 'Aprobado',
    sent: 'Enviado',
    bank: 'En tu banco',
    arrived: 'Recibido',
    denied: 'Rechazado',
    withdrawn: 'Retirado',
  },
  late: 'con retraso',
};

/** English where a language has no words of its own. */
export const wordsFor = (locale: string | undefined): Words => (/^es\b/i.test(locale ?? '') ? es : en);
