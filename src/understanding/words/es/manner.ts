import type { MannerWords, Words } from '../words';
import { list } from '../list';

export const manner: MannerWords = {
  correction: list`
    (?:quise|queria|quiero) decir, me referia(?: a)?, en realidad, correccion, me (?:equivoque|confundi) (?:de|con|en) (?:el |la )?(?:numero|pedido|correo|orden|articulo),
    (?:pedido|numero|orden|correo|numero de pedido) (?:equivocad[oa]|incorrect[oa]|errone[oa]), no \w+(?: \w+)? sino, mejor (?:solo|dicho), era (?:el|la|un|una|solo|solamente)(?: \w+)?, perdon (?:es|era|el|la|solo), el otro, la otra, digo, pensandolo bien, en vez de eso, mejor (?:el|la|los|las|un|una)
  `,
  correctionStart: list`
    no+ (?:solo|era|es|el|la|los|las|un|una|uno|\d|me|quise|ese|esa|esos|esas|fue|fueron|son|eran)(?: \w+)?, (?:era|es|fue) (?:el|la|solo|un|una|\d+)(?: \w+)?, (?:pedido|numero|orden|correo) (?:equivocad[oa]|incorrect[oa]), me equivoque, (?:perdon|disculpa|disculpe|ups) \w+, no ese, no esa
  `,
  addition: list`(?:ah |y |si |no |espera |perdon )*(?:tambien|y|ademas|mas|anade|agrega|suma|junto con)`,
  question: list`
    que, como, cuando, donde, adonde, quien, quienes, por que, cual, cuales, cuant[oa]s?, (?:tienen?|tienes|hacen?|haces|pueden?|puedes|puedo|podria|envian?|abren?|hay|se puede|me pueden?|es|son|esta|estan) (?:\w+)
  `,
  angry: list`
    mierda, joder, cono, puta, puto, pendej[oa]s?, cabron(?:es)?, idiotas?, imbecil(?:es)?, estupid[oa]s?, inutil(?:es)?, estafa(?:s|do|dores|dor|ron)?, ladron(?:es)?, robo, timo, timadores, fraude,
    verguenza, vergonzos[oa], hart[oa], inaceptable, indignante, ridicul[oa], pesim[oa] (?:servicio|atencion), asco, enojad[oa], furios[oa], cabread[oa], denunci[ao](?:r|re)?, abogado, demanda(?:r|re)?, consumo,
    (?:segunda|tercera|cuarta|quinta|2a|3a|4a|enesima|decima) vez, (?:cuantas|tantas|mil|muchas) veces, nadie (?:responde|contesta|ayuda), mentiros[oa]s?, mentira(?:s)?, payasos?, carajo, maldit[oa], burla, tomadura de pelo, ya basta
  `,
  photo: list`fotos?, fotografias?, imagen, imagenes, videos?`,
  noPhoto: list`
    (?:no|sin|ningun[a]?|tampoco) (?:\w+ ){0,4}(?:fotos?|imagen|imagenes|fotografias?|prueba|pruebas|evidencia), no (?:la |las )?(?:tengo|tome|hice|saque) (?:ninguna|una|nada|ningun)?, (?:ya )?(?:lo|la|los|las) (?:tire|bote|deseche)
  `,
  refund: list`
    (?:a|por|en) (?:mi )?pay ?pal, (?:a|en) otra (?:tarjeta|cuenta),
    (?:dinero|plata|lana|pasta) (?:de vuelta|devuelta|de regreso), (?:devuelv(?:an|e|eme|a|anme|ame|en)|devolver(?:me)?|devolucion|regres(?:en|enme|ar|arme)|reintegr\w{1,4})(?: \w+){0,4} (?:dinero|plata|importe|pago),
    reembolso (?:completo|total|integro|en (?:la|mi) tarjeta), (?:a|en) (?:mi|la) (?:tarjeta|cuenta|banco), (?:el|mi) dinero
  `,
  refundAwaited: list`reembols\w{1,6}, rembols\w{1,5}, dinero, plata, efectivo, tarjeta, devolucion, devuelvan(?:me)?`,
  exchange: list`
    cambi(?:o|en|enme|armelo|armela|arlo|arla|arlos|arlas|emelo|enmelo) (?:por|de producto|de talla)?(?: \w+)?, cambio, cambiarl[oa]s?, cambienmel[oa], reemplaz(?:o|ar|arlo|en|enlo|enmelo), reposicion, sustituir, sustitucion, (?:un[oa]? )?(?:nuev[oa]|otr[oa]) (?:igual|nuev[oa]|en buen estado), un[oa]? nuev[oa],
    (?:quiero|manden|mandenme|envien|envienme|necesito) (?:otr[oa]|un[oa] nuev[oa])(?! (?:reembols|devoluci|solicitud|pedido|persona|agente|vez|foto|cosa)), de repuesto
  `,
  storeCredit: list`credito(?: en (?:la )?tienda| de (?:la )?tienda)?, vale(?: de (?:compra|tienda|descuento))(?: \w+)?, un vale, cupon(?:es)?, bono, tarjeta (?:de )?regalo, saldo(?: a favor| en la tienda)?, nota de credito`,
  not: list`no, sin, no quiero, en vez de, en lugar de, nunca, tampoco, ni, nada de, no me interesa`,
  markers: list`
    el, la, los, las, que, quiero, mi, mis, donde, cuando, como, pedido, reembolso, dinero, gracias, hola, esta, estan, por, favor, si, pero, una, uno, un, con, para, del, al, llego,
    roto, rota, rotos, rotas, todo, todos, todas, ambos, solo, dos, tazas, taza, devuelvan, hablar, persona, necesito, ayuda, atras, empezar, nuevo, buenas, buenos, dias, espanol, ingles,
    correo, foto, fotos, tengo, tienen, quisiera, yo, mucho, muy, es, son, y, claro, dale, vale, queda, pequeno, funciona, cambie, cobraron, veces, tarjeta, cuenta, nunca, llegaron, quisiera, puedo, tengo, comprar, compre, hacer, estoy, este, esto
  `,
};

/** Where money is to go; the first that fits counts. */
export const payTo: Words['payTo'] = [
  {
    kind: 'other',
    phrases: list`(?:a|en) (?:mi |la )?(?:otra|una nueva|otra nueva) (?:tarjeta|cuenta), (?:a|en) (?:mi )?(?:tarjeta|cuenta) (?:nueva|diferente|distinta)`,
  },
  { kind: 'gift_card', phrases: list`(?:a|en|con) (?:mi |la |una )?tarjeta (?:de )?regalo` },
  { kind: 'paypal', phrases: list`(?:a|por|en|con) (?:mi )?pay ?pal` },
  { kind: 'bank', phrases: list`(?:a|en) (?:mi |la )?cuenta(?: bancaria| del banco)?` },
  { kind: 'card', phrases: list`(?:a|en) (?:mi |la )?(?:tarjeta|visa|master ?card)` },
];
