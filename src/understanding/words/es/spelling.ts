import type { Words } from '../words';
import { list } from '../list';

export const spelling: Words['spelling'] = {
  keywords: list`reembolso, devolucion, devuelvan, dinero, pedido, persona, agente, humano, roto, rota, rotos, rotas, danado, llego, llegaron, recibido, cambio, estado, cuando, donde, quiero, necesito, correcto, equivocado, cancelar, foto, gracias, ingles, espanol, atras, empezar, ayuda, vale, articulo, defectuoso`,
  shorthand: { xfa: 'porfa', dnd: 'donde', tmb: 'tambien', kiero: 'quiero', qiero: 'quiero', ambs: 'ambos' },
  slips: [],
  notTypos: list`perdona, perdone, perdoname, perdonen, pedida, pedidos, pidio, perdido, partido, persona, personas, agentes, gente, humana, foro, rato, reto, rito, coto, boto, ruta, nota, bota, jota, mota, cota, llega, llegar, luego, legos, juego, fuego, cambie, cambia, cambiar, estada, estados, helado, lado, cuanto, cuanta, dande, conde, onde, quiere, quieren, quieres, quiera, correcta, corre, recibida, fotos, gracia, gracioso, otras, tras, extras, empieza, ayudar, ayudas, sale, dale, tale, male, valle, vales, valor, articulos, dineros, enero, genero, primero, numero, banado, dando, darlo, dano, ingle, cancela, cancelo, canceled, cancelled, cancel`,
};
