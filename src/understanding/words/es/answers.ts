import type { AnswerWords } from '../words';
import { list } from '../list';

export const answers: AnswerWords = {
  yes: list`
    si+(?= por ?favor| porfa| porfis| ok| vale| va| senor| senora| por supuesto| envialo| mandalo| hazlo| claro| gracias| confirmo| correcto| esta bien| quiero| exacto| adelante| dale| todo| asi es| si$|$|[,.;!]), sip+, simon, claro(?: que si)?, por supuesto, desde luego, dale, vale(?: si)?,
    correct[oa], exacto, exactamente, asi es, eso es, es (?:asi|correcto|exacto|eso), (?:todo |eso )?(?:esta|es) (?:bien|correcto|perfecto|todo), de acuerdo, confirmo, confirmad[oa], confirmar, lo confirmo, adelante,
    afirmativo, efectivamente, conforme, me parece (?:bien|perfecto|correcto), todo (?:bien|correcto|perfecto), sin duda, hazlo, hagalo, procede, proceda, thumbsup
  `,
  yesWeak: list`ok, okey, okay, perfecto, genial, excelente, estupendo, listo, bueno, bien, muy bien, ya, venga, sale`,
  no: list`
    no+, nop+, nel, nones, para nada, de ninguna manera, en absoluto, ni hablar, jamas, negativo, incorrect[oa], (?:claro|por supuesto|desde luego|creo|me parece) que no, mejor no, que va,
    no es (?:correcto|eso|asi|cierto|verdad), (?:eso |esto )?(?:esta|es) (?:mal|incorrecto), (?:eso|esto|asi) no(?: (?:es|esta)(?: (?:bien|correcto|asi|eso))?)?, no (?:estoy de acuerdo|confirmo|quiero eso), thumbsdown
  `,
  noWeak: list`nunca, tampoco, ningun[oa], nada, espera, espere, no gracias, mal`,
  noHedged: list`nada(?: mas)?, (?:todavia|aun|ahora|hoy|por ahora|de momento|por el momento) no, no (?:ahora|todavia|aun|por ahora), mas tarde, (?:tal vez|quizas?) (?:mas tarde|luego|otro dia), eso es todo, es todo`,
  yesWhole: list`s, sii, cierto, verdad, ok gracias`,
  noWhole: list`n, nada, falso`,
  trap: list`
    no (?:hay|pasa) (?:problema|nada), no estoy segur[oa], ni idea, no (?:problem|problema|importa|se|lo se|entiendo|recuerdo|me acuerdo|tengo|hay),
    no (?:me )?(?:ha |han )?(?:llego|llegaron|llegado|llega|funciona|funcionan|sirve|sirven|recibi|recibido|reconozco|pedi|hice|vino|vinieron|queda|gusta|enciende),
    no (?:lo |la |los |las )?(?:quiero|necesito|reconozco|he|compre|uso), por que no, porque no, si no, si o no, como no (?:me|ha|lo|llego),
    nunca (?:llego|lo|la|los|las|recibi|me|vino), bueno(?:s|as)? (?:dias|tardes|noches), correcto (?:el|la), claro (?:el|la|esta que no),
    ya (?:no|que|lo|la|han|pasaron|paso|hace|espere|son|van|me), ninguno (?:llego|funciona), ok (?:pero|espera)
  `,
  hedge: list`
    pero, si, solo si, excepto, salvo, menos, aunque, a menos, siempre que, siempre y cuando, cuando, despues, quizas?, tal vez, a lo mejor,
    supongo, creo, no, espera, espere, mejor, en realidad, o, mal, y (?:tambien )?(?:el|la|los|las|otra|otro|anade|agrega|cambia|manda|envia)
  `,
  unsure: list`
    quizas?, tal vez, talvez, a lo mejor, puede(?: ser| que si)?, supongo(?: que si)?, creo(?: que si)?, me parece que si, imagino que si,
    eso creo, espero que si, mas o menos, depende, por que no, porque no, si o no, si y no,
    no hay problema, no pasa nada, sin problema, da igual, me da igual, como quieras, como quiera, lo que sea, no importa
  `,
  filler: list`
    eh+, ah+, oh+, mmm*, hm+, pues, este, a ver, por ?favor, porfa, porfis, muchas gracias, mil gracias, gracias, hola, oye, oiga, mira, mire,
    senor, senora, senorita, amigo, amiga, perdon, disculpa, disculpe, entonces, ay, uy, uf
  `,
};
