import type { LinkingWords } from '../words';
import { list } from '../list';

const PLACE =
  '(?:telefono|movil|celular|whats ?app|wasap|sms|mensajes?(?: de texto)?|ordenador|computadora|portatil|web|pagina)';
const OTHER_CHANNEL = '(?:whats ?app|wasap|sms|mensajes?(?: de texto)?)';

export const linking: LinkingWords = {
  link: {
    whole: list`
      enlazar, vincular, enlace, (?:enlazar|vincular|conectar)(?: con)? (?:mi |el |otro )?(?:telefono|movil|celular|whats ?app|dispositivo|ordenador), (?:mejor |prefiero )?(?:por|en) ${OTHER_CHANNEL}(?: mejor)?,
      (?:quiero |puedo )?(?:seguir|continuar|terminar) (?:en otro (?:sitio|lado|dispositivo)|desde otro (?:sitio|lado|dispositivo))
    `,
    within: list`
      (?:seguir|sigo|seguimos|sigamos|continuar|continuo|continuamos|continuemos|terminar|acabar|pasar|pasarme|pasarlo|paso|pasamos|cambiar|cambiarme|cambio|hacerlo)(?: con)?(?: esto| la conversacion| el chat| la solicitud| luego| despues)? (?:en|por|a|al|desde|con) (?:el |mi |la |otro )?${PLACE},
      (?:prefiero|quiero|quisiera|preferiria|puedo|podemos|podriamos|mejor)(?: usar| hablar| escribir| seguir| hacerlo)?(?: por| en)? ${OTHER_CHANNEL}, (?:enlazar|vincular) (?:esto|el chat|la conversacion) (?:a|al|con) (?:el |mi )?${PLACE}
    `,
  },
  unlink: {
    whole: list`
      desvincular(?:lo|la)?, desenlazar(?:lo|la)?, (?:deshacer|quitar|eliminar) (?:el |la |ese )?(?:enlace|vinculo|vinculacion), desconectar(?: (?:mi |el )?(?:telefono|movil|celular|whats ?app))?,
      (?:no )?(?:no )?(?:fui|era|soy|he sido|fue|es) yo no, no (?:fui|era|soy|he sido) yo, (?:yo )?no (?:lo |la )?(?:hice|he hecho|pedi|he pedido) (?:eso|yo)?
    `,
    within: list`(?:eso )?no (?:fui|era|he sido) yo(?! quien)`,
  },
  sendCode: {
    whole: list`(?:un |el )?codigo`,
    within: list`
      (?:envi(?:a|e|ar)|mand(?:a|e|ar)|d(?:a|e|ar))(?:me)? (?:un |otro |el |ese )?codigo(?! (?:postal|promocional|de descuento)), (?:quiero|necesito) (?:un |otro |el )?codigo(?! (?:postal|promocional|de descuento)),
      (?:ya )?no (?:tengo|uso|utilizo)(?: ya)?(?: acceso)?(?: a)? (?:ese|mi|aquel|mi antiguo) (?:correo|e ?mail|mail), (?:ya )?no (?:tengo acceso|puedo (?:entrar|acceder|ver))(?: ya)?(?: (?:a|al|en))? ?(?:ese |mi |aquel |mi antiguo )?(?:correo|e ?mail|mail),
      (?:perdi|he perdido) (?:el )?(?:acceso )?(?:a |al )?(?:mi |ese )?(?:correo|e ?mail|mail), (?:ese|mi|aquel) (?:correo|e ?mail|mail) (?:ya )?no (?:existe|funciona|es mio|sirve), no (?:recuerdo|se|me acuerdo de) (?:que|cual|con que|mi) (?:correo|e ?mail)
    `,
  },
};
