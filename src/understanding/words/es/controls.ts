import type { ChangeWords, Words } from '../words';
import { list } from '../list';
import { linking } from './linking';

const PERSON =
  '(?:persona|humano|humana|agente|representante|operador|operadora|alguien|asesor|asesora|gerente|encargad[oa]|supervisor|supervisora|empleado|ejecutiv[oa]|teleoperador[a]?)(?: real| humana?| de verdad| fisica)?';

export const controls: Words['controls'] = {
  ...linking,
  help: {
    whole: list`
      ayuda(?:me)?(?: por favor)?, (?:necesito|quiero) (?:tu |su )?ayuda, (?:me )?(?:puedes|puede) ayudar(?:me)?, que (?:puedes|puedo|sabes) hacer,
      que (?:hago|digo|escribo|tengo que hacer)(?: ahora)?, como funciona(?: esto)?, comandos, menu, opciones, no entiendo, no lo entiendo, info, socorro
    `,
    within: list`como funciona esto, cuales son mis opciones`,
  },
  agent: {
    whole: list`
      (?:una? |un |el |la )?${PERSON}(?: por favor| ya)?, (?:servicio|atencion) al cliente, soporte, chat en vivo
    `,
    within: list`
      (?:hablar|hable|hablo|charlar|chatear|comunicar(?:me)?|comunic(?:a|ame|ame|arme)|contactar|conectar?(?:me)?|pasar?(?:me)?|pasame|paseme|pongame|ponme|transferir(?:me)?|transfiereme|transfierame|llamar|tratar|dame|deme) (?:directamente )?(?:con |a )?(?:una? |un |el |la |su |tu |algun |alguna )?${PERSON},
      (?:quiero|necesito|prefiero|exijo) (?:a )?(?:una |un |el |la |su )?(?:persona|humano|agente|representante|operador|operadora|encargado|gerente|supervisor|asesor),
      (?:persona|agente|humano) (?:real|humano|de verdad), ser humano, atencion humana, (?:no|odio|con) (?:quiero |hablo )?(?:hablar )?(?:con |a )?(?:una? |un )?(?:robot|bot|maquina), que me (?:llame|atienda) (?:alguien|una persona|un agente), llamenme, llamame
    `,
  },
  bot: {
    whole: list`
      (?:el )?(?:chat)?bot, (?:volver|vuelvo|vuelve|volvamos|regresar|regreso|quiero volver|quiero regresar|pasame|paseme) (?:con el|al) (?:chat)?(?:bot|robot|asistente|asistente virtual|asistente automatico|programa),
      (?:quiero |prefiero |puedo )?(?:hablar|seguir|continuar|sigo) con el (?:chat)?(?:bot|robot|asistente|asistente virtual|programa),
      (?:quiero )?(?:salir|salgo|sacame|saqueme) de la (?:cola|lista|fila|espera), (?:ya )?no (?:necesito|hace falta|quiero) (?:a )?(?:hablar con )?(?:una |un |ninguna |ningun )?(?:persona|agente|humano|operador|operadora)(?: ya)?
    `,
    within: [],
  },
  restart: {
    whole: list`
      reiniciar, reinicia, reinicio, (?:empezar|comenzar|empecemos|empieza|volver a empezar|volvamos a empezar)(?: de nuevo| otra vez| de cero| desde cero| desde el principio)?,
      de nuevo, de cero, desde (?:cero|el principio|el inicio), nueva solicitud, nuevo reembolso
    `,
    within: list`
      (?:empezar|empecemos|comenzar|comencemos|empiezo|iniciar) (?:todo )?(?:de nuevo|otra vez|de cero|desde cero|desde el (?:principio|inicio)), volver a (?:empezar|comenzar)
    `,
  },
  back: {
    whole: list`
      atras, (?:volver|ir|vuelve|vamos|regresar|regresa|volver un paso|un paso|paso)(?: (?:a|hacia|para))? ?atras, volver, vuelve, regresar, regresa, retroceder, (?:la )?(?:pregunta )?anterior, deshacer
    `,
    within: list`(?:volver|vuelve|regresar|regresa|ir) (?:a la (?:pregunta )?anterior|(?:hacia |para )?atras), (?:la )?pregunta anterior`,
  },
  withdraw: {
    whole: list`
      olvidal[oa](?: por favor)?, olvidel[oa], olvidarlo, dejal[oa](?: asi| estar)?, dejel[oa](?: asi)?, dejemoslo(?: asi)?, ya no(?: quiero| importa)?, da igual dejalo, no importa(?: ya)?,
      desistir, desisto, retir(?:arl|al|el)[oa], cancel(?:al[oa]|el[oa]|arl[oa])(?: todo)?, cancela(?:r)? todo, ya no lo quiero hacer, mejor no hago nada
    `,
    within: list`
      (?:quiero |mejor )?retir(?:arl|al|el)[oa](?! de| del),
      (?:cancel(?:a|e|ar|en|o)|anul(?:a|e|ar|en)|retir(?:a|e|ar|o)|desistir de|elimin(?:a|e|ar)|borr(?:a|e|ar)) (?:mi |la |el |esta |este |de )?(?:solicitud|reembolso|devolucion|peticion|reclamo|reclamacion|caso|tramite|pedido de reembolso),
      (?:ya )?no (?:quiero|necesito|deseo) (?:ya )?(?:el |la |un |una |ningun |ninguna |mi )?(?:reembolso|devolucion|que me (?:devuelvan|reembolsen)), olvidal[oa], (?:me lo|me los|me la|me las) quedo, cambie de (?:idea|opinion) (?:sobre|con) (?:el|la) (?:reembolso|devolucion|solicitud)
    `,
  },
};

export const change: ChangeWords = {
  verbs: list`cambiar, cambia, cambie, cambio, modificar, modifica, corregir, corrige, corrija, editar, edita, actualizar, rectificar`,
  fields: {
    order: list`(?:numero de |n de |no de )?(?:pedido|orden|compra)`,
    contact: list`correo(?: electronico)?, e ?mail, telefono, contacto, movil, celular`,
    items: list`articulos?, productos?, items?`,
    quantity: list`cantidad, cantidades, cuantos, cuantas, unidades`,
    reason: list`motivo, razon, causa`,
    evidence: list`fotos?, imagen, imagenes, prueba, evidencia`,
    resolution: list`resolucion, solucion, lo que quiero`,
  },
};

export const languageNames: Words['languageNames'] = {
  en: list`ingles`,
  es: list`espanol, castellano`,
  fr: list`frances`,
  de: list`aleman`,
  pt: list`portugues`,
  it: list`italiano`,
};

export const switchTo: Words['switchTo'] = {
  before: list`
    (?:cambi(?:ar|a|e|emos|o)|pas(?:ar|a|e|emos)|pon(?:er|lo|erlo|ga|galo)?)(?: (?:el )?idioma)? (?:a|al|en),
    (?:puedes|puede|podemos|podria|podrias) (?:hablar|escribir|seguir|continuar|responder)(?:me)?(?: en)?, (?:hablas?|hablan|habla usted|escribes?|responde(?:me)?|habl[ae]me|sigue|contesta(?:me)?)(?: en)?,
    (?:quiero|prefiero|solo hablo|hablo|solo)(?: hablar| seguir| continuar)?(?: en)?, en, idioma
  `,
  after: list`por ?favor, porfa, mejor`,
};
