import type { IntentWords } from '../words';
import { list } from '../list';
import { controls } from './controls';

export const intents: IntentWords = {
  refund: list`
    reembols(?:o|os|ar|arme|en|enme|e|eme|ado|ada|ados|able|ables|aran|aron|ando|aron|aste), rembols\w{1,4},
    devoluci(?:on|ones)(?: (?:de|del) (?:mi )?(?:dinero|importe|plata|pago))?,
    (?:devol(?:ver|verme|vedme|vieron|vio|viendo)|devuelv(?:an|e|eme|a|anme|ame|en)|regres(?:en|enme|ar|arme|eme)|reintegr(?:en|enme|ar|arme|o|os))(?: \w+){0,4} (?:dinero|plata|pasta|lana|importe|pago|guita),
    (?:me )?(?:devuelv(?:an|anlo|enlo|en|a)|devuelvanme|devuelveme|devuelvame|regresenme|reintegr(?:o|en|enme)), (?:dinero|plata|lana|pasta) (?:de vuelta|devuelta|de regreso),
    recuper(?:ar|o) (?:mi |el |la )?(?:dinero|plata|importe)
  `,
  sendBack: list`
    (?:devol(?:ver|verlo|verla|verlos|verlas)|devuelvo|regresar|retornar)(?: \w+){0,4} (?:articulo|articulos|producto|productos|pedido|compra|paquete|camiseta|zapatos|lo|la|esto|eso|taza|tazas),
    (?:quiero|quisiera|necesito|puedo|deseo|como) (?:puedo )?devolver(?:lo|la|los|las)?, devolver
  `,
  swap: list`
    (?:quiero|quisiera|necesito|puedo|deseo|solicito|me gustaria|hacer|un)(?: \w+){0,2} (?:cambio|cambiar(?:lo|la|los|las)?|reemplazo|reemplazar(?:lo|la)?|reposicion)(?: (?:de|del|el|la|un|mi|este|por))* (?:producto|articulo|pedido|talla|compra|otro|otra|camiseta|zapatos|color)
  `,
  sendBackWhole: list`(?:quiero |necesito |un |una |hacer una )*(?:devolucion|devoluciones|reembolso|reembolsos|reemplazo)(?: por favor| de mi pedido)?`,
  cancelOrder: list`
    (?:cancel(?:ar|a|o|en|e|acion de)|anul(?:ar|a|en|o|e))(?: (?:mi|el|la|este|esta|un|una|ultimo|ultima|de))* (?:pedido|compra|orden)
  `,
  request: list`
    (?:quiero|quisiera|necesito|deseo|solicito|exijo|pido|me gustaria|queria|solicitar|pedir|pedi|reclamo|reclamar|hacer|tramitar|iniciar|dame|deme|denme|quero|kiero|qiero)(?: \w+){0,6} (?:reembols\w{0,6}|rembols\w{0,5}|devol\w{0,7}|devuel\w{0,6}|dinero|plata|reintegr\w{0,4}|cambio),
    reembols(?:enme|eme|ame|en|ar|arme)(?: \w+){0,3}, devuelvanme, devuelveme, devuelvame, que me (?:devuelvan|reembolsen|regresen)
  `,
  status: list`
    donde(?: esta| estan| quedo| anda)?(?! (?:puedo|se puede|pido|solicito)), cuando(?: me| llega| llegara| recibo| recibire| van)?, estado, estatus, status, seguimiento, como va, que paso con, que pasa con, en que (?:va|quedo),
    (?:todavia|aun|sigo|sigue) (?:no|espero|esperando|sin|estoy), (?:no|nunca) (?:me |lo |se )?(?:ha |han |he )?(?:llega(?:do)?|llego|recibi(?:do)?|recibo|aparece|veo|visto|devuelto|devolvieron|pagado|pagaron|reembolsado|reembolsaron|abonado|abonaron|hecho),
    cuanto (?:tarda|falta|demora|tiempo|va a tardar|tardara), esperando, llevo(?: \w+){0,4} esperando, pendiente, hace (?:\w+ ){1,3}(?:que|dias|semanas|meses), saber (?:de|del|sobre|como|que|cuando|si)
  `,
  statusStrong: list`
    donde(?: \w+)? (?:esta|anda|quedo)(?: \w+)? mi (?:dinero|plata|reembolso)
  `,
  statusWhole: list`
    (?:y )?cuando (?:l[oa] )?(?:recibo|recibire|tendre|me llega|me llegara|me pagan|me lo devuelven|me devuelven)(?: (?:el|mi) (?:dinero|reembolso))?,
    (?:ver |consultar |saber )?(?:el )?estado(?: de(?:l)?)?(?: mi)?(?: reembolso| caso| solicitud| devolucion)?, (?:y )?mi (?:dinero|plata|reembolso|caso|devolucion), donde esta mi (?:dinero|plata|pasta),
    (?:hay |alguna )?(?:novedad|novedades|noticias?)
  `,
  statusWord: list`estado, estatus, como va, que (?:pasa|paso) con, novedades, noticias, donde esta, consultar`,
  policyStrong: list`
    (?:politicas?|condiciones|reglas|normas|terminos|plazos?|garantia)(?: \w+){0,4} (?:reembols\w{1,3}|devoluci\w{2,4}|cambios?|dinero), reembolsables?, (?:se puede|puedo|podria) devolver(?:l[oa]s?)?(?: \w+){0,4} (?:si|despues|cuando|todavia|aun), (?:todavia|aun) (?:se )?(?:puedo|puede|podria) (?:devolver|cambiar)(?:l[oa]s?)?, hasta cuando (?:se )?(?:puedo|puede|tengo)(?: \w+){0,3}, (?:es )?(?:demasiado )?tarde para devolver(?:l[oa]s?)?, (?:hacen|ofrecen|aceptan|dan|tienen|admiten) (?:\w+ )?(?:devoluciones|reembolsos|cambios)
  `,
  policy: list`
    (?:en|bajo) que (?:casos?|situaciones|circunstancias|condiciones), cuantos dias (?:tengo|hay), cuanto tiempo tengo, hasta cuando,
    (?:se )?puede(?:n|s)? (?:devolver|cambiar|reembolsar|pedir), tengo derecho, es posible, que pasa si, cual(?:es)? (?:es|son)
  `,
  human: [
    ...controls.agent.within,
    ...list`
      (?:transfier(?:a|e)me|paseme|pasame|comuniqueme|comunicame|pongame|ponme) (?:con|a)(?: \w+)?, (?:contactar|llamar|hablar)(?: \w+){0,2} (?:servicio al cliente|atencion al cliente|soporte|centro de atencion),
      (?:poner|presentar|hacer|interponer) una (?:queja|reclamacion), quiero (?:quejarme|reclamar), hoja de reclamaciones, nadie (?:me )?(?:responde|contesta|atiende|ayuda), (?:pesim[oa]|mal[oa]?|horrible|terrible) (?:servicio|atencion|soporte)
    `,
  ],
  notHuman: list`eres (?:un |una )?(?:persona|humano|humana|robot|bot|maquina|real), (?:hablo|estoy hablando) con (?:una? )?(?:persona|robot|bot), ya hable con(?: \w+){0,2}`,
  notWanted: list`
    no (?:quiero|necesito|pido|deseo) (?:un |el |ningun |la |una |ninguna )?(?:reembolso|devolucion), devolucion de (?:hacienda|impuestos|la renta|la llamada), devolver(?:me)? (?:la|una) llamada
  `,
  goods: list`pedidos?, articulos?, productos?, paquetes?, compra, orden, envio, tazas?, camisetas?, zapatos`,
  notGoods: list`tarjetas?, transferencias?, cajero, cuentas?, efectivo, banco, pago`,
  greeting: list`hola+, holi+, ola, buenas, buenos dias, buenas (?:tardes|noches), buen dia, que tal, saludos, oiga, hay alguien, que onda`,
  thanks: list`gracias, muchas gracias, mil gracias, te lo agradezco, se lo agradezco, muy amable, agradecid[oa]`,
  goodbye: list`adios, hasta (?:luego|pronto|manana|la vista|otra), chao, chau, bye, nos vemos, eso es todo, nada mas, que tenga(?:s)? buen dia, buen dia`,
};
