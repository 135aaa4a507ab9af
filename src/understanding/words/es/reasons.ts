import type { Words } from '../words';
import { reason } from '../list';

export const reasons: Words['reasons'] = [
  reason('not_as_described/damaged_in_transit')`
    rot[oa]s?, rompi(?:o|eron|do), danad[oa]s?, quebrad[oa]s?, estropead[oa]s? (?:en|por) (?:el )?(?:envio|transporte),
    golpead[oa]s?, aplastad[oa]s?, rajad[oa]s?, agrietad[oa]s?, partid[oa]s?, rayad[oa]s?, abollad[oa]s?, rasgad[oa]s?,
    destrozad[oa]s?, hech[oa]s? (?:pedazos|trizas|anicos|polvo), en pedazos, despedazad[oa]s?, maltratad[oa]s?,
    desportillad[oa]s?, se derramo, derramad[oa]s?, roturas?
  `,
  reason('not_as_described/defective', 1.2)`
    defect(?:o|os|uoso|uosa|uosos|uosas),
    no (?:me |le )?(?:funciona|funcionan|funciono|sirve|sirven|sirvio|enciende|encienden|prende|carga|anda|arranca|va),
    dejo de (?:funcionar|andar|cargar),
    (?:esta|estan|vino|vinieron|llego|llegaron) (?:\w+ )?(?:estropead|averiad|malograd|descompuest)[oa]s?, averiad[oa]s?,
    estropead[oa]s?, descompuest[oa]s?, falla(?:s|do|ndo)?, se (?:apaga|cuelga|traba|dano) sol[oa],
    tiene una? (?:falla|fallo|averia)
  `,
  reason('not_as_described/wrong_item', 1.3)`
    (?:producto|articulo|item|pedido|modelo|paquete|cosa|talla|color) (?:equivocad[oa]|incorrect[oa]|erroneo|distint[oa]|diferente),
    (?:me )?(?:mandaron|enviaron|llego|llegaron|recibi|vino|dieron|trajeron) (?:\w+ ){0,3}(?:equivocad[oa]|incorrect[oa]|otr[oa]|errone[oa]|distint[oa]|diferente)(?: \w+)?,
    no es (?:lo )?(?:el |la )?que (?:pedi|compre|ordene|queria|encargue), (?:otra cosa|otro (?:producto|articulo|modelo)),
    se equivocaron, en (?:vez|lugar) de
  `,
  reason('not_as_described/counterfeit')`
    fals[oa]s?, falsificad[oa]s?, falsificacion, imitacion, replica, pirata, no (?:es|son) (?:original|originales|autentic[oa]s?)
  `,
  reason('not_as_described/not_as_described')`
    no (?:es|son|era|eran) como (?:\w+ ){0,3}(?:foto|fotos|descripcion|anuncio|web|pagina|imagen|describen|decia|esperaba|parecia|mostraban),
    no (?:coincide|corresponde|se parece)(?: \w+){0,4},
    (?:diferente|distint[oa]) (?:a|al|de|del) (?:\w+ ){0,2}(?:foto|descripcion|anuncio|web|pagina|imagen), publicidad enganosa,
    enganos[oa]
  `,
  reason('not_received/partially_arrived', 1.4)`
    falta(?:n|ba|ban|ron|n)? (?:\w+ ){0,3}(?:pieza|piezas|parte|partes|articulo|articulos|producto|una|uno|un|tornillos|cable|cargador|taza|tazas|cosas|algo),
    (?:falta|faltan), incompleto, incompleta, solo (?:me )?(?:llego|llegaron|recibi|vino|mandaron) (?:una|uno|un|la mitad|parte),
    (?:caja|paquete|sobre) vaci[oa], vino vaci[oa]
  `,
  reason('not_received/never_arrived', 1.1)`
    (?:no|nunca|jamas|todavia no|aun no) (?:me |lo |la |nos |los |las )?(?:ha |han |he |hemos )?(?:llego|llegaron|llegado|llega|recibi|recibido|recibimos|vino|entregaron|entregado|lo entregaron),
    (?:no (?:ha )?)?llego nada, se perdio, (?:perdid[oa]|extraviad[oa]|robad[oa])(?: en el (?:correo|envio|camino))?, extravio,
    donde esta mi (?:pedido|paquete|compra|orden), sin recibir
  `,
  reason('not_received/arrived_late')`
    (?:llego|llegaron|vino|demasiado|muy|entregaron) (?:\w+ )?tarde, tarde, retraso, retrasad[oa],
    (?:tardo|tardaron|demoro|demoraron) (?:mucho|demasiado|semanas|meses|tanto), con (?:mucho )?retraso,
    despues (?:del|de la|de) (?:cumpleanos|fiesta|boda|fecha|navidad)
  `,
  reason('fit_preference/size_too_small')`
    (?:muy|demasiado|queda|quedan|es|son|salio|talla|viene|me esta|me estan) (?:\w+ )?(?:pequen[oa]s?|chic[oa]s?|ajustad[oa]s?|apretad[oa]s?|estrech[oa]s?|cort[oa]s?|just[oa]s?),
    (?:mas pequen[oa]s?|mas chic[oa]s?) (?:de|que), no me (?:cabe|caben|entra|entran), una talla (?:mas|mayor) (?:grande)?
  `,
  reason('fit_preference/size_too_large')`
    (?:muy|demasiado|queda|quedan|es|son|salio|talla|viene|me esta|me estan) (?:\w+ )?(?:grandes?|anch[oa]s?|larg[oa]s?|holgad[oa]s?|enormes?|floj[oa]s?),
    mas grandes? (?:de|que), una talla (?:menos|menor|mas pequena)
  `,
  reason('fit_preference', 0.8)`
    no me queda(?:n)?(?: bien)?, no (?:es|era) mi talla, (?:mala|otra) talla
  `,
  reason('fit_preference/color')`
    no me gusta(?:n)? (?:el|los|su) color(?:es)?, (?:el )?color (?:no|es (?:otro|distinto|diferente|feo)), otro color
  `,
  reason('fit_preference/style')`
    no me (?:gusta|gusto|gustan|gustaron|convence|convencio|favorece)(?: \w+){0,3}, (?:es |son |muy )(?:fe[oa]s?), estilo, diseno
  `,
  reason('fit_preference/comfort')`
    incomod[oa]s?, no (?:es|son) comod[oa]s?, (?:me )?(?:lastima|lastiman|aprieta|aprietan|pica|pican)
  `,
  reason('fit_preference/quality')`
    (?:mala|baja|poca|pesima) calidad, calidad (?:es |muy )?(?:mala|baja|pesima|pobre), mal (?:hech[oa]|acabad[oa])
  `,
  reason('change_of_mind/ordered_by_mistake', 1.3)`
    (?:por|un) (?:error|equivocacion|accidente), (?:me )?equivoque (?:al|de|en|con)(?: \w+)?, sin querer,
    (?:lo |la |los )?(?:pedi|compre|ordene) (?:\w+ )?(?:dos veces|mal|sin querer|por error), me equivoque
  `,
  reason('change_of_mind/better_price')`
    mas barat[oa]s?, mejor precio, (?:menor|mejor) (?:precio|oferta), (?:bajo|bajaron) (?:de |el )precio, muy car[oa]s?
  `,
  reason('change_of_mind/statutory_withdrawal', 1.5)`
    derecho de (?:desistimiento|retracto|arrepentimiento), desistimiento, desistir del contrato, 14 dias
  `,
  reason('change_of_mind/unwanted')`
    (?:cambie|cambiado|he cambiado|cambiamos) de (?:idea|opinion|parecer),
    (?:ya )?no (?:lo|la|los|las) (?:quiero|necesito|quise|uso), ya no (?:quiero|necesito|me interesa)(?: \w+){0,3}, me arrepenti,
    arrepentid[oa], ya (?:tengo|tenia) (?:uno|una|otro|otra), no (?:lo|la) voy a usar
  `,
  reason('cancellation/before_shipment', 0.9)`
    (?:cancelar|cancele|cancelo|anular|anule|cancelen) (?:\w+ ){0,3}(?:pedido|orden|compra),
    (?:no|antes de que)(?: lo| la)? (?:ha salido|han enviado|envien|enviaron|manden|salga)
  `,
  reason('cancellation/booking_or_event_cancelled', 1.4)`
    (?:evento|concierto|vuelo|reserva|viaje|clase|taller|partido|festival|funcion) (?:fue |se |ha sido |esta )?(?:cancelad[oa]|cancelo|suspendid[oa]|suspendio|aplazad[oa])
  `,
  reason('subscription/cancelled_but_charged', 1.5)`
    (?:cancele|cancelado|cancelada|di de baja|me di de baja|anule)(?: \w+){0,8} (?:cobr\w{1,6}|cargo|cargos|cargaron),
    (?:cobr\w{1,6}|cargaron)(?: \w+){0,6} (?:despues|aunque|a pesar)(?: \w+){0,4} (?:cancel\w{0,6}|baja),
    (?:siguen|sigue) cobrando(?: \w+){0,3}, cancelar (?:\w+ ){0,2}(?:suscripcion|membresia)
  `,
  reason('subscription/forgot_trial', 1.4)`
    (?:olvide|se me olvido|me olvide de) (?:cancelar|dar de baja)(?: \w+){0,4},
    (?:prueba|periodo de prueba)(?: gratis| gratuita)? (?:termino|acabo|vencio)
  `,
  reason('subscription/unclear_renewal', 1.4)`
    (?:se )?renov(?:o|acion|ada|ado)(?: \w+)? (?:automatic[oa]|automaticamente|sol[oa]|sin)(?: \w+)?, autorrenovacion
  `,
  reason('subscription/service_outage', 1.2)`
    (?:servicio|app|aplicacion|web|pagina) (?:esta |estuvo |no )?(?:caid[oa]|funciona|funcionaba|funciono)
  `,
  reason('billing_error/duplicate_charge', 1.5)`
    (?:cobr(?:aron|ado|ada|o)|cargaron|cargado|pague|pagado|debitaron|cargo|cobro|pago) (?:\w+ ){0,3}(?:dos veces|2 veces|doble|duplicado|por duplicado|de nuevo|otra vez|tres veces),
    (?:doble|dos|2) (?:cobro|cobros|cargo|cargos|pago|pagos), (?:cobro|cargo|pago) (?:doble|duplicado)
  `,
  reason('billing_error/wrong_amount', 1.4)`
    (?:cobraron|cargaron|pague) (?:\w+ ){0,2}(?:de mas|mas de|demasiado|mal),
    (?:importe|monto|precio|total|cantidad) (?:equivocad[oa]|incorrect[oa]|errone[oa]|mal), cobro de mas
  `,
  reason('billing_error/wrong_currency', 1.5)`
    (?:otra|moneda) (?:moneda|equivocada|incorrecta)
  `,
  reason('billing_error/tax_or_fee_error', 1.3)`
    (?:impuesto|impuestos|iva|tasa|comision|aduana|gastos)(?: \w+)? (?:mal|incorrect[oa]s?|de mas|equivocad[oa]s?)
  `,
  reason('billing_error/promo_not_applied', 1.4)`
    (?:descuento|cupon|promocion|codigo|oferta)(?: \w+){0,2} no (?:se |me |lo )?(?:aplic\w{1,5}|funcion\w{1,3}|hicieron|descontaron),
    no (?:se |me )?(?:aplic\w{1,5}|hicieron|descontaron) (?:el |la |mi )?(?:descuento|cupon|promocion|codigo|oferta)
  `,
  reason('credit_missing/promised_refund_not_received', 1.5)`
    (?:no|nunca|jamas|todavia no|aun no)(?: (?:me|nos|he|han|ha|hemos|se))* (?:llego|llegado|llega|recibi|recibido|vi|visto|devolvieron|devuelto|devuelven|pagaron|pagado)(?: (?:mi|el|la|ningun|ninguna))+ (?:dinero|plata|reembolso|devolucion),
    (?:dinero|plata)(?: \w+){0,2} (?:no|nunca)(?: \w+){0,2} (?:llego|llega|llegado|recibi|recibido|aparece|aparecio|devolvieron)
  `,
  reason('credit_missing/promised_refund_not_received', 1.2)`
    (?:prometieron|dijeron|aprobaron|confirmaron)(?: \w+){0,5} (?:reembolso|devolucion),
    (?:reembolso|devolucion)(?: \w+){0,3} (?:no|nunca)(?: \w+){0,2} (?:llego|llega|llegado|recibi|recibido|aparece)
  `,
  reason('credit_missing/returned_but_no_credit', 1.4)`
    (?:devolvi|devuelto|regrese|envie de vuelta)(?: \w+){0,8} (?:no|nunca|sin|todavia|aun)(?: \w+){0,5} (?:reembolso|dinero|plata|devuelto|devuelven|pagado|abonado)
  `,
  reason('fraud/not_recognised', 1.4)`
    no (?:reconozco|conozco)(?: \w+){0,3}, (?:cargo|cobro|pago|compra) (?:desconocid[oa]|extran[oa]|que no reconozco)
  `,
  reason('fraud/unauthorised_purchase', 1.4)`
    no (?:autorice|autorizad[oa]|hice|he hecho|realice) (?:\w+ ){0,3}(?:compra|pedido|cargo|cobro|pago)?, fraude, fraudulent[oa],
    (?:me )?(?:robaron|clonaron) (?:la |mi )?tarjeta, tarjeta (?:robada|clonada), sin mi (?:permiso|autorizacion|consentimiento),
    no fui yo
  `,
  reason('fraud/account_takeover', 1.5)`
    (?:me )?(?:hackearon|jaquearon|robaron)(?: \w+)? cuenta, cuenta (?:hackeada|robada|jaqueada)
  `,
];
